package org.hyperdex.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A phonebook as a real one looks: few names are very common and many are rare (Zipf), some have
 * accents or are written in Chinese, Japanese or Korean, area codes are skewed as well. One seed,
 * one phonebook.
 */
final class People {
  /** One entry. */
  record Person(String username, String first, String last, long phone) {}

  private static final List<String> FIRST =
      List.of(
          "James",
          "Mary",
          "José",
          "Anna",
          "Wei",
          "Yuki",
          "Ji-woo",
          "Zoë",
          "François",
          "Łukasz",
          "Søren",
          "Chloé",
          "Mónica",
          "Jürgen",
          "Siobhán",
          "李",
          "陽子",
          "민준",
          "Nguyễn",
          "Ōtani");
  private static final List<String> LAST_STEMS =
      List.of(
          "Smith",
          "García",
          "Müller",
          "王",
          "佐藤",
          "김",
          "O'Brien",
          "Nuñez",
          "Øst",
          "Dvořák",
          "Çelik",
          "Žižek",
          "von Ahn",
          "d'Été",
          "Kowalski");
  private static final int LAST_NAMES = 5_000;
  private static final int[] AREA_CODES = {212, 415, 607, 617, 312, 206, 404, 512, 702, 907};

  private People() {}

  /** {@code count} people. */
  static List<Person> generate(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Person> people = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int first = zipf(random, FIRST.size());
      int last = zipf(random, LAST_NAMES);
      int area = AREA_CODES[zipf(random, AREA_CODES.length)];
      people.add(
          new Person(
              "user" + i,
              FIRST.get(first),
              lastName(last),
              area * 10_000_000L + random.nextInt(10_000_000)));
    }
    return people;
  }

  private static String lastName(int rank) {
    String stem = LAST_STEMS.get(rank % LAST_STEMS.size());
    return rank < LAST_STEMS.size() ? stem : stem + "-" + rank / LAST_STEMS.size();
  }

  /**
   * A rank below {@code n}, the k-th with a probability of about 1/(k + 1): the inverse of its sum.
   */
  private static int zipf(SplittableRandom random, int n) {
    double u = random.nextDouble();
    return (int) Math.min(n - 1, Math.exp(u * Math.log(n + 1.0)) - 1);
  }
}
