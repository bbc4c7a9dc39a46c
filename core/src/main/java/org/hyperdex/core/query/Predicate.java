package org.hyperdex.core.query;

import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of an object: that all checks of one of several alternatives are true of it.
 *
 * @param alternatives the alternatives; without any the predicate is false of every object, and an
 *     alternative without checks makes it true of every one
 */
public record Predicate(List<List<Check>> alternatives) {
  /** True of every object. */
  public static final Predicate TRUE = new Predicate(List.of(List.of()));

  /** False of every object. */
  public static final Predicate FALSE = new Predicate(List.of());

  public Predicate {
    alternatives = alternatives.stream().map(List::copyOf).toList();
  }

  /** All of {@code checks} are true. */
  public static Predicate all(List<Check> checks) {
    return checks.isEmpty() ? TRUE : new Predicate(List.of(checks));
  }

  /** All of {@code checks} are true. */
  public static Predicate all(Check... checks) {
    return all(List.of(checks));
  }

  /** One of the two is true. */
  public Predicate or(Predicate other) {
    List<List<Check>> both = new ArrayList<>(alternatives);
    both.addAll(other.alternatives);
    return new Predicate(both);
  }

  /** Both are true; the alternatives are all pairs of theirs. */
  public Predicate and(Predicate other) {
    List<List<Check>> pairs = new ArrayList<>();
    for (List<Check> mine : alternatives) {
      for (List<Check> its : other.alternatives) {
        List<Check> both = new ArrayList<>(mine);
        both.addAll(its);
        pairs.add(both);
      }
    }
    return new Predicate(pairs);
  }

  /** Whether it is {@link #TRUE}. */
  public boolean isTrue() {
    return alternatives.size() == 1 && alternatives.getFirst().isEmpty();
  }

  /** How many checks all alternatives have together. */
  public int size() {
    return alternatives.stream().mapToInt(List::size).sum();
  }
}
