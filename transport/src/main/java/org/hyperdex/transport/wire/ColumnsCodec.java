package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.query.Columns;

/** The bytes of {@link Columns}: one if all are wanted, as they mostly are. */
final class ColumnsCodec {
  /** More than any row has. A position takes a byte, but many times that in memory. */
  private static final int MOST_COLUMNS = 1 << 16;

  private ColumnsCodec() {}

  static void encode(Columns columns, WireWriter out) {
    Optional<List<Integer>> positions = columns.positions();
    out.writeBoolean(positions.isPresent());
    if (positions.isPresent()) {
      out.writeVarint(positions.get().size());
      for (int position : positions.get()) {
        out.writeVarint(position);
      }
    }
  }

  static Columns decode(WireReader in) {
    if (!in.readBoolean()) {
      return Columns.ALL;
    }
    int count = in.readCount(1);
    if (count > MOST_COLUMNS) {
      throw new WireException(count + " columns");
    }
    List<Integer> positions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      positions.add(in.readVarint());
    }
    try {
      return new Columns(Optional.of(positions));
    } catch (IllegalArgumentException e) {
      throw new WireException(String.valueOf(e.getMessage()));
    }
  }
}
