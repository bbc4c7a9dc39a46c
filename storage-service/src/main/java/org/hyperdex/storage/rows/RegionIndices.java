package org.hyperdex.storage.rows;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.index.IndexEntries;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/** The indices of one region that are kept here. Used by its shard's thread. */
final class RegionIndices {
  /** One of them. */
  static final class Kept {
    final IndexEntries entries;
    IndexState state;

    Kept(IndexEntries entries, IndexState state) {
      this.entries = entries;
      this.state = state;
    }

    long id() {
      return entries.index().id();
    }
  }

  /**
   * What a search may use.
   *
   * @param schema of the region's space
   * @param complete the indices in which every row has its entries
   */
  record Usable(Schema schema, List<IndexEntries> complete) {}

  final long region;
  final Space space;
  final List<Kept> kept = new ArrayList<>();

  RegionIndices(long region, Space space) {
    this.region = region;
    this.space = space;
  }

  /** The one with the id {@code index}, or null. */
  @Nullable Kept find(long index) {
    return kept.stream().filter(one -> one.id() == index).findFirst().orElse(null);
  }

  Usable usable() {
    return new Usable(
        space.schema(),
        kept.stream().filter(one -> one.state.complete()).map(one -> one.entries).toList());
  }
}
