package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;

/** The bytes of a {@link Listing}: one that says nothing, as most do, takes two. */
final class ListingCodec {
  /** More than any row has. A position takes a byte, but many times that in memory. */
  private static final int MOST_COLUMNS = 1 << 16;

  private ListingCodec() {}

  static void encode(Listing listing, WireWriter out) {
    Optional<List<Integer>> positions = listing.columns().positions();
    out.writeBoolean(positions.isPresent());
    if (positions.isPresent()) {
      out.writeVarint(positions.get().size());
      for (int position : positions.get()) {
        out.writeVarint(position);
      }
    }
    out.writeBoolean(listing.ordered().isPresent());
    if (listing.ordered().isPresent()) {
      encodeOrdered(listing.ordered().get(), out);
    }
  }

  private static void encodeOrdered(Listing.Ordered ordered, WireWriter out) {
    out.writeVarint(ordered.by().attribute());
    out.writeBoolean(ordered.by().descending());
    out.writeBoolean(ordered.after().isPresent());
    if (ordered.after().isPresent()) {
      out.writeBytes(ordered.after().get().value());
      out.writeBytes(ordered.after().get().key());
    }
    out.writeVarint(ordered.rows());
  }

  static Listing decode(WireReader in) {
    Columns columns = in.readBoolean() ? decodeColumns(in) : Columns.ALL;
    return new Listing(
        columns, in.readBoolean() ? Optional.of(decodeOrdered(in)) : Optional.empty());
  }

  private static Columns decodeColumns(WireReader in) {
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

  private static Listing.Ordered decodeOrdered(WireReader in) {
    Ordering by = new Ordering(in.readVarint(), in.readBoolean());
    Optional<Position> after =
        in.readBoolean()
            ? Optional.of(new Position(in.readBytes(), in.readBytes()))
            : Optional.empty();
    return new Listing.Ordered(by, after, in.readVarint());
  }
}
