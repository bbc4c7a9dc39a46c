package org.hyperdex.transport.wire;

import java.util.Optional;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;

/** The bytes of a {@link Listing}: one that says nothing, as most do, takes two. */
final class ListingCodec {
  private ListingCodec() {}

  static void encode(Listing listing, WireWriter out) {
    ColumnsCodec.encode(listing.columns(), out);
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
    return new Listing(
        ColumnsCodec.decode(in),
        in.readBoolean() ? Optional.of(decodeOrdered(in)) : Optional.empty());
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
