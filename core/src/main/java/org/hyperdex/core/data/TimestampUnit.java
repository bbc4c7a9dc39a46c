package org.hyperdex.core.data;

/**
 * The unit of a {@code timestamp(unit)} attribute.
 *
 * <p>It changes only where an object is placed (which digit of the time spreads over the
 * hyperspace); precision and comparison are microseconds for all units.
 */
public enum TimestampUnit {
  SECOND,
  MINUTE,
  HOUR,
  DAY,
  WEEK,
  MONTH
}
