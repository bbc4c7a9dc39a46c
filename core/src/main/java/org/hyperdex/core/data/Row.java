package org.hyperdex.core.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The binary row: all secondary attributes of an object, each reachable without decoding the
 * others.
 *
 * <p>Format: one byte {@value #FORMAT}, the number of columns in 2 bytes, for each column the
 * offset of its end from the start of the first value in 4 bytes, then the values; numbers are
 * unsigned, the most significant byte first. Column {@code c} is attribute {@code c + 1} of the
 * schema; the key is not in the row.
 *
 * <p>Rows travel from the socket to the disk unchanged, so every row from outside must pass {@link
 * #hasColumns} once; the other methods then trust its offsets. On anything else they may return
 * nonsense or throw {@link IndexOutOfBoundsException}.
 */
public final class Row {
  /** No row is larger: 16 MiB. */
  public static final int MAX_BYTES = 16 << 20;

  private static final int FORMAT = 1;
  private static final int HEADER_BYTES = 3;
  private static final int MAX_COLUMNS = 0xffff;

  private Row() {}

  /**
   * The row of {@code columns}, the encoded values of attributes 1 to n.
   *
   * @throws ValueException (TOO_LARGE) if it would be larger than {@link #MAX_BYTES}
   */
  public static Bytes of(List<Bytes> columns) {
    int count = columns.size();
    if (count > MAX_COLUMNS) {
      throw new IllegalArgumentException(
          count + " columns are more than the " + MAX_COLUMNS + " a row may have");
    }
    long sizeBytes = valuesStart(count);
    for (int i = 0; i < count; i++) {
      sizeBytes += columns.get(i).length();
    }
    byte[] result = allocate(count, sizeBytes);
    int offset = valuesStart(count);
    for (int i = 0; i < count; i++) {
      byte[] value = columns.get(i).array();
      offset = append(result, count, i, offset, value, 0, value.length);
    }
    return Bytes.wrap(result);
  }

  /** A copy of the value in {@code column}. */
  public static Bytes column(Bytes row, int column) {
    byte[] array = row.array();
    int count = checkedCount(array, column);
    return Bytes.wrap(
        Arrays.copyOfRange(array, start(array, count, column), end(array, count, column)));
  }

  /** Where the value in {@code column} starts in the bytes of {@code row}. */
  public static int valueStart(Bytes row, int column) {
    byte[] array = row.array();
    return start(array, checkedCount(array, column), column);
  }

  /** Where the value in {@code column} ends in the bytes of {@code row}. */
  public static int valueEnd(Bytes row, int column) {
    byte[] array = row.array();
    return end(array, checkedCount(array, column), column);
  }

  /**
   * {@code row} with {@code values[i]} in column {@code columns[i]}, for every i; if a column is
   * named more than once, its last value counts.
   *
   * @throws ValueException (TOO_LARGE) if it would be larger than {@link #MAX_BYTES}
   */
  public static Bytes with(Bytes row, int[] columns, Bytes[] values) {
    if (columns.length != values.length) {
      throw new IllegalArgumentException("as many values as columns are needed");
    }
    byte[] array = row.array();
    int count = count(array);
    @Nullable Bytes[] replaced = new @Nullable Bytes[count];
    long sizeBytes = array.length;
    for (int i = 0; i < columns.length; i++) {
      int column = Objects.checkIndex(columns[i], count);
      Bytes before = replaced[column];
      sizeBytes -=
          before == null
              ? end(array, count, column) - start(array, count, column)
              : before.length();
      sizeBytes += values[i].length();
      replaced[column] = values[i];
    }
    byte[] result = allocate(count, sizeBytes);
    int offset = valuesStart(count);
    for (int i = 0; i < count; i++) {
      Bytes value = replaced[i];
      offset =
          value == null
              ? append(
                  result, count, i, offset, array, start(array, count, i), end(array, count, i))
              : append(result, count, i, offset, value.array(), 0, value.length());
    }
    return Bytes.wrap(result);
  }

  /**
   * Compares the value in {@code column} with {@code argument}, bytewise as unsigned numbers,
   * without copying anything.
   */
  public static int compareColumn(Bytes row, int column, Bytes argument) {
    byte[] array = row.array();
    int count = checkedCount(array, column);
    byte[] other = argument.array();
    return Arrays.compareUnsigned(
        array, start(array, count, column), end(array, count, column), other, 0, other.length);
  }

  /**
   * Whether {@code row} is a well-formed row of {@code n} columns no larger than {@link
   * #MAX_BYTES}. Says nothing of the values. Never throws.
   */
  public static boolean hasColumns(Bytes row, int n) {
    byte[] array = row.array();
    if (array.length < HEADER_BYTES
        || array.length > MAX_BYTES
        || array[0] != FORMAT
        || count(array) != n
        || array.length < valuesStart(n)) {
      return false;
    }
    int previous = valuesStart(n);
    for (int i = 0; i < n; i++) {
      int end = end(array, n, i);
      if (end < previous) {
        return false;
      }
      previous = end;
    }
    // Ends that do not descend and reach the end of the row with the last are all within it.
    return previous == array.length;
  }

  private static byte[] allocate(int count, long sizeBytes) {
    if (sizeBytes > MAX_BYTES) {
      throw new ValueException(
          ValueException.Problem.TOO_LARGE,
          "a row of " + sizeBytes + " bytes is larger than the " + MAX_BYTES + " a row may have");
    }
    byte[] array = new byte[(int) sizeBytes];
    array[0] = FORMAT;
    BigEndian.putShort(array, 1, count);
    return array;
  }

  /** Copies a value to {@code offset}, enters its end and returns it. */
  private static int append(
      byte[] target, int count, int column, int offset, byte[] source, int from, int to) {
    int end = offset + to - from;
    System.arraycopy(source, from, target, offset, to - from);
    BigEndian.putInt(target, HEADER_BYTES + column * Integer.BYTES, end - valuesStart(count));
    return end;
  }

  private static int checkedCount(byte[] array, int column) {
    int count = count(array);
    Objects.checkIndex(column, count);
    return count;
  }

  private static int count(byte[] array) {
    return BigEndian.getUnsignedShort(array, 1);
  }

  private static int valuesStart(int count) {
    return HEADER_BYTES + count * Integer.BYTES;
  }

  private static int start(byte[] array, int count, int column) {
    return column == 0 ? valuesStart(count) : end(array, count, column - 1);
  }

  private static int end(byte[] array, int count, int column) {
    // A hostile offset near 2^31 makes this negative, which hasColumns refuses as descending.
    return valuesStart(count) + BigEndian.getInt(array, HEADER_BYTES + column * Integer.BYTES);
  }
}
