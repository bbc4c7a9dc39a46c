package org.hyperdex.fuzzing;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;

/** The bytes of a row, after one that says how many columns it shall have. */
final class RowTarget implements FuzzTarget {
  @Override
  public String name() {
    return "row";
  }

  @Override
  public void accept(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int columns = Byte.toUnsignedInt(input[0]);
    Bytes row = Bytes.wrap(Arrays.copyOfRange(input, 1, input.length));
    if (Row.hasColumns(row, columns)) {
      RoundTrip.check(
          "a row",
          row,
          Row.of(IntStream.range(0, columns).mapToObj(i -> Row.column(row, i)).toList()));
    }
  }
}
