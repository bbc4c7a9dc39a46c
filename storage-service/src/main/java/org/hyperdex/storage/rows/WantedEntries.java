package org.hyperdex.storage.rows;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.storage.rows.RegionIndices.Kept;

/** The entries that a row must have in the complete indices of its region, one after the other. */
final class WantedEntries {
  /** Of no row. */
  static final WantedEntries NONE =
      new WantedEntries(Bytes.EMPTY, Version.NONE, List.of(), List.of());

  /** One of them. */
  record Wanted(Kept index, Bytes entry) {}

  private final Bytes key;
  private final Version version;
  private final List<Kept> indices;
  private final Iterator<Wanted> rest;

  private WantedEntries(Bytes key, Version version, List<Kept> indices, List<Wanted> all) {
    this.key = key;
    this.version = version;
    this.indices = indices;
    rest = all.iterator();
  }

  static WantedEntries of(Bytes key, StoredRow row, RegionIndices region) {
    List<Kept> indices = complete(region);
    List<Wanted> all = new ArrayList<>();
    for (Kept index : indices) {
      index.entries.of(key, row.row()).forEach(entry -> all.add(new Wanted(index, entry)));
    }
    return new WantedEntries(key, row.version(), indices, all);
  }

  private static List<Kept> complete(RegionIndices region) {
    return region.kept.stream().filter(index -> index.state.complete()).toList();
  }

  /**
   * Whether they are of that very row, and of the indices that there are: what is wanted of a row
   * that has changed, or in an index that was dropped, would be wrong.
   */
  boolean areOf(Bytes other, StoredRow row, RegionIndices region) {
    return key.equals(other) && version.equals(row.version()) && indices.equals(complete(region));
  }

  boolean hasNext() {
    return rest.hasNext();
  }

  Wanted next() {
    return rest.next();
  }
}
