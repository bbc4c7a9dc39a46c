package org.hyperdex.core.index;

import java.util.Arrays;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.query.ValueRange;

/**
 * How a value and a key make up the bytes of an entry: entries are ordered by value, then by key,
 * and both can be told apart again.
 *
 * <p>Of a long value only the first {@value #VALUE_BYTES} bytes are in the entry. Values keep their
 * order by that, though some become equal; ranges are widened to match.
 */
public enum EntryForm {
  /** Values of 8 bytes, as they are. */
  NUMBER {
    @Override
    Bytes prefix(Bytes value) {
      if (value.length() != Long.BYTES) {
        throw new IllegalArgumentException("a number of " + value.length() + " bytes");
      }
      return value;
    }

    @Override
    int valueEnd(byte[] entry) {
      return Math.min(Long.BYTES, entry.length);
    }

    @Override
    public Bytes value(Bytes entry) {
      return Bytes.wrap(Arrays.copyOf(entry.array(), valueEnd(entry.array())));
    }

    @Override
    public ValueRange range(ValueRange values) {
      Optional<Bytes> lower = numberFrom(values.lower());
      return lower.isEmpty()
          ? ValueRange.NONE
          : new ValueRange(lower.get(), values.upper().flatMap(EntryForm::numberFrom));
    }
  },

  /** Values of any length: each zero byte is followed by 255, and the end is a zero and a one. */
  BYTES {
    @Override
    Bytes prefix(Bytes value) {
      byte[] prefix = escaped(cut(value), 2);
      prefix[prefix.length - 1] = END;
      return Bytes.wrap(prefix);
    }

    @Override
    int valueEnd(byte[] entry) {
      int at = 0;
      while (at + 1 < entry.length && !(entry[at] == 0 && entry[at + 1] == END)) {
        at += entry[at] == 0 ? 2 : 1;
      }
      return Math.min(at + 2, entry.length);
    }

    @Override
    public Bytes value(Bytes entry) {
      byte[] array = entry.array();
      int end = valueEnd(array) - 2;
      byte[] value = new byte[end];
      int length = 0;
      for (int at = 0; at < end; at += array[at] == 0 ? 2 : 1) {
        value[length++] = array[at];
      }
      return Bytes.wrap(Arrays.copyOf(value, length));
    }

    @Override
    public ValueRange range(ValueRange values) {
      Bytes lower = Bytes.wrap(escaped(cut(values.lower()), 0));
      return new ValueRange(
          lower,
          values
              .upper()
              .map(upper -> upper.length() > VALUE_BYTES ? cut(upper).successor() : upper)
              .map(upper -> Bytes.wrap(escaped(upper, 0))));
    }
  };

  /** As much of a value is in an entry. */
  static final int VALUE_BYTES = 1024;

  private static final byte END = 1;
  private static final byte ZERO = (byte) 255;

  /** What all entries of {@code value} begin with, and no others. */
  abstract Bytes prefix(Bytes value);

  /** Where the key starts. */
  abstract int valueEnd(byte[] entry);

  /** The value of an entry. */
  public abstract Bytes value(Bytes entry);

  /** Where the entries of {@code values} lie. */
  public abstract ValueRange range(ValueRange values);

  /** The entry of {@code value} for the object {@code key}. */
  public Bytes entry(Bytes value, Bytes key) {
    return joined(prefix(value), key);
  }

  /** The object's key in an entry. */
  public Bytes key(Bytes entry) {
    byte[] array = entry.array();
    return Bytes.wrap(Arrays.copyOfRange(array, valueEnd(array), array.length));
  }

  /** Where the entries of one value lie, for objects whose keys are in {@code keys}. */
  public ValueRange point(Bytes value, ValueRange keys) {
    Bytes prefix = prefix(value);
    return new ValueRange(
        joined(prefix, keys.lower()),
        keys.upper().isPresent()
            ? Optional.of(joined(prefix, keys.upper().get()))
            : ValueRange.prefix(prefix).upper());
  }

  /** {@code value} as far as it is in an entry. */
  static Bytes cut(Bytes value) {
    return value.length() <= VALUE_BYTES
        ? value
        : Bytes.wrap(Arrays.copyOf(value.array(), VALUE_BYTES));
  }

  static Bytes joined(Bytes first, Bytes second) {
    byte[] both = Arrays.copyOf(first.array(), first.length() + second.length());
    System.arraycopy(second.array(), 0, both, first.length(), second.length());
    return Bytes.wrap(both);
  }

  /** Where the entries of numbers that are not below {@code bound} begin, if there can be any. */
  private static Optional<Bytes> numberFrom(Bytes bound) {
    return bound.length() <= Long.BYTES
        ? Optional.of(bound)
        : ValueRange.prefix(Bytes.wrap(Arrays.copyOf(bound.array(), Long.BYTES))).upper();
  }

  /** The value with its zeros marked, and some more zeros behind it. */
  private static byte[] escaped(Bytes value, int behind) {
    byte[] array = value.array();
    int zeros = 0;
    for (byte each : array) {
      zeros += each == 0 ? 1 : 0;
    }
    byte[] escaped = new byte[array.length + zeros + behind];
    int at = 0;
    for (byte each : array) {
      escaped[at++] = each;
      if (each == 0) {
        escaped[at++] = ZERO;
      }
    }
    return escaped;
  }
}
