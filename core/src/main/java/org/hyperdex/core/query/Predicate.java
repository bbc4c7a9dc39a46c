package org.hyperdex.core.query;

import java.util.List;

/** A conjunction of checks; without any it is true of every object. */
public record Predicate(List<Check> checks) {
  /** True of every object. */
  public static final Predicate TRUE = new Predicate(List.of());

  public Predicate {
    checks = List.copyOf(checks);
  }
}
