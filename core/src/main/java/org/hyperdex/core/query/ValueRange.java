package org.hyperdex.core.query;

import java.util.Arrays;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;

/**
 * The encoded values from one to another.
 *
 * <p>Half open, so that ranges meet without gaps: an excluded lower or included upper bound is the
 * bound's {@link Bytes#successor}, between which and the bound no bytes lie.
 *
 * @param lower the least; {@link Bytes#EMPTY} where there is no bound
 * @param upper the first beyond them, if there is a bound
 */
public record ValueRange(Bytes lower, Optional<Bytes> upper) {
  /** Every value. */
  public static final ValueRange ALL = new ValueRange(Bytes.EMPTY, Optional.empty());

  /** No value. */
  public static final ValueRange NONE = new ValueRange(Bytes.EMPTY, Optional.of(Bytes.EMPTY));

  /** Only {@code value}. */
  public static ValueRange point(Bytes value) {
    return new ValueRange(value, Optional.of(value.successor()));
  }

  /** All that begin with {@code prefix}. */
  public static ValueRange prefix(Bytes prefix) {
    return new ValueRange(prefix, beyondPrefix(prefix));
  }

  private static Optional<Bytes> beyondPrefix(Bytes prefix) {
    byte[] array = prefix.array();
    int length = array.length;
    while (length > 0 && array[length - 1] == -1) {
      length--;
    }
    if (length == 0) {
      return Optional.empty();
    }
    byte[] beyond = Arrays.copyOf(array, length);
    beyond[length - 1]++;
    return Optional.of(Bytes.wrap(beyond));
  }

  /** Whether there is no value in it. */
  public boolean isEmpty() {
    return upper.isPresent() && lower.compareTo(upper.get()) >= 0;
  }

  /** The one value in it, if it is a {@link #point}. */
  public Optional<Bytes> single() {
    return upper.filter(lower.successor()::equals).map(_ -> lower);
  }

  /** Whether {@code value} is in it. */
  public boolean contains(Bytes value) {
    return value.compareTo(lower) >= 0 && !beyond(value);
  }

  /** Whether {@code value} and all greater ones are above it: where an ascending scan stops. */
  public boolean beyond(Bytes value) {
    return upper.isPresent() && value.compareTo(upper.get()) >= 0;
  }

  /** What is in both. */
  ValueRange and(ValueRange other) {
    Bytes higher = lower.compareTo(other.lower) >= 0 ? lower : other.lower;
    return new ValueRange(higher, endsBefore(other) ? upper : other.upper);
  }

  /** Whether this ends before {@code other} does. */
  boolean endsBefore(ValueRange other) {
    return upper.isPresent() && !other.beyond(upper.get());
  }

  /** Whether this begins behind the end of {@code other}, with values between. */
  boolean isApartFrom(ValueRange other) {
    return other.upper.isPresent() && lower.compareTo(other.upper.get()) > 0;
  }
}
