package org.hyperdex.core.query;

import java.util.Optional;
import org.hyperdex.core.data.Bytes;

/**
 * The keys that a predicate's checks on the key allow: where a scan in the order of keys starts and
 * stops. The bounds are encoded keys.
 *
 * @param lower the lower bound; {@link Bytes#EMPTY}, inclusive, where there is none
 * @param lowerInclusive whether {@code lower} itself is allowed
 * @param upper the upper bound, if there is one
 * @param upperInclusive whether {@code upper} itself is allowed; true where there is none
 * @param empty whether the checks contradict each other, so that no key is allowed
 */
public record KeyRange(
    Bytes lower,
    boolean lowerInclusive,
    Optional<Bytes> upper,
    boolean upperInclusive,
    boolean empty) {
  /** Every key. */
  public static final KeyRange ALL = new KeyRange(Bytes.EMPTY, true, Optional.empty(), true, false);

  /** No key. */
  public static final KeyRange NONE =
      new KeyRange(Bytes.EMPTY, true, Optional.of(Bytes.EMPTY), false, true);

  /**
   * The range that {@code predicate} allows; {@link #NONE} if it contradicts itself about the key.
   */
  public static KeyRange of(Predicate predicate) {
    KeyRange range = ALL;
    for (Check check : predicate.checks()) {
      if (check.attribute() == 0) {
        range = range.and(check);
      }
    }
    return range;
  }

  /** Whether {@code key} is allowed. */
  public boolean contains(Bytes key) {
    return !empty && !below(key) && !beyond(key);
  }

  /**
   * Whether {@code key} and all greater keys are above the range: where an ascending scan stops.
   */
  public boolean beyond(Bytes key) {
    if (empty || upper.isEmpty()) {
      return empty;
    }
    int comparison = key.compareTo(upper.get());
    return comparison > 0 || (comparison == 0 && !upperInclusive);
  }

  private boolean below(Bytes key) {
    int comparison = key.compareTo(lower);
    return comparison < 0 || (comparison == 0 && !lowerInclusive);
  }

  private KeyRange and(Check check) {
    Bytes bound = check.argument();
    return switch (check.operator()) {
      case EQUAL -> from(bound, true).to(bound, true);
      case LESS_THAN -> to(bound, false);
      case LESS_EQUAL -> to(bound, true);
      case GREATER_EQUAL -> from(bound, true);
      case GREATER_THAN -> from(bound, false);
    };
  }

  private KeyRange from(Bytes bound, boolean inclusive) {
    int comparison = bound.compareTo(lower);
    return comparison < 0 || (comparison == 0 && !lowerInclusive)
        ? this
        : new KeyRange(bound, inclusive, upper, upperInclusive, empty).normal();
  }

  private KeyRange to(Bytes bound, boolean inclusive) {
    int comparison = upper.isEmpty() ? -1 : bound.compareTo(upper.get());
    return comparison > 0 || (comparison == 0 && !upperInclusive)
        ? this
        : new KeyRange(lower, lowerInclusive, Optional.of(bound), inclusive, empty).normal();
  }

  private KeyRange normal() {
    if (empty) {
      return NONE;
    }
    int comparison = upper.isEmpty() ? -1 : lower.compareTo(upper.get());
    return comparison > 0 || (comparison == 0 && !(lowerInclusive && upperInclusive)) ? NONE : this;
  }
}
