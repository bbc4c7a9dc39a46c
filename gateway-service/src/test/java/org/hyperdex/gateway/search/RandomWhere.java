package org.hyperdex.gateway.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A random predicate over {@link Item}s, and what it means without any region or server. */
record RandomWhere(List<Term> terms) {
  private static final String[] OPERATORS = {"eq", "lt", "le", "ge", "gt"};

  /** An object of the space under test. */
  record Item(String k, String s, long i, double f) {
    static Item random(int number, Random random) {
      double f = Double.longBitsToDouble(random.nextLong());
      return new Item(
          "key%03d".formatted(number),
          "s" + random.nextInt(20),
          random.nextInt(10) == 0 ? random.nextInt(3) - 1 : random.nextLong(),
          Double.isFinite(f) ? f : 0.5);
    }

    Object value(String attribute) {
      return switch (attribute) {
        case "k" -> k;
        case "s" -> s;
        case "i" -> i;
        default -> f;
      };
    }
  }

  /** One comparison. */
  record Term(String attribute, String operator, Object value) {
    boolean holds(Item item) {
      int comparison =
          switch (value) {
            case String text -> ((String) item.value(attribute)).compareTo(text);
            case Long number -> ((Long) item.value(attribute)).compareTo(number);
            default -> ((Double) item.value(attribute)).compareTo((Double) value);
          };
      return switch (operator) {
        case "eq" -> comparison == 0;
        case "lt" -> comparison < 0;
        case "le" -> comparison <= 0;
        case "ge" -> comparison >= 0;
        default -> comparison > 0;
      };
    }
  }

  static RandomWhere next(Random random, List<Item> items) {
    List<Term> terms = new ArrayList<>();
    for (String attribute : new String[] {"k", "s", "i", "f"}) {
      switch (random.nextInt(6)) {
        case 0, 1 -> {}
        case 2, 3 -> terms.add(new Term(attribute, "eq", anItem(random, items).value(attribute)));
        case 4 -> terms.add(range(attribute, random, items));
        default -> {
          terms.add(range(attribute, random, items));
          Term second = range(attribute, random, items);
          if (!second.operator().equals(terms.getLast().operator())) {
            terms.add(second);
          }
        }
      }
    }
    return new RandomWhere(terms);
  }

  private static Term range(String attribute, Random random, List<Item> items) {
    return new Term(
        attribute,
        OPERATORS[1 + random.nextInt(OPERATORS.length - 1)],
        anItem(random, items).value(attribute));
  }

  private static Item anItem(Random random, List<Item> items) {
    return items.get(random.nextInt(items.size()));
  }

  boolean matches(Item item) {
    return terms.stream().allMatch(term -> term.holds(item));
  }

  List<Term> termsOn(String attribute) {
    return terms.stream().filter(term -> term.attribute().equals(attribute)).toList();
  }

  String json() {
    return terms.stream()
        .map(Term::attribute)
        .distinct()
        .map(attribute ->
            termsOn(attribute).stream()
                .map(term -> "\"%s\": %s".formatted(term.operator(), literal(term.value())))
                .collect(Collectors.joining(", ", "\"" + attribute + "\": {", "}")))
        .collect(Collectors.joining(", ", "{\"where\": {", "}}"));
  }

  private static String literal(Object value) {
    return value instanceof String text ? "\"" + text + "\"" : value.toString();
  }
}
