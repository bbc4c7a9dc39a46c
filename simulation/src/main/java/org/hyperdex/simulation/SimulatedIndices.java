package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.IndexEntries;
import org.hyperdex.core.index.IndexProgress;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.simulation.IndexChange.IndexState;
import org.jspecify.annotations.Nullable;

/**
 * The indices of one shard's regions, kept as the storage service keeps them: changed in the batch
 * that changes the rows, built row by row between the batches of turns, wherever a process ends.
 *
 * <pre>
 * (none)   -> COMPLETE  a configuration names the index, and the region has no rows
 * (none)   -> BUILDING  a configuration names the index, and the region has rows
 * BUILDING -> COMPLETE  the building has been through all rows
 * any      -> (none)    the configuration names it no more; what is left of it is wiped
 * </pre>
 */
final class SimulatedIndices {
  /** A tick in so many builds a row, so that searches and ends of processes come between. */
  private static final int BUILDING_ODDS = 3;

  /**
   * What a search may use of a region.
   *
   * @param unfinished whether there are indices it may not use yet
   */
  record Usable(Schema schema, List<IndexEntries> complete, boolean unfinished) {}

  private record ObjectId(long region, Bytes key) {}

  private static final class Kept {
    private final IndexEntries entries;
    private IndexState state;

    private Kept(IndexEntries entries, IndexState state) {
      this.entries = entries;
      this.state = state;
    }

    private long id() {
      return entries.index().id();
    }
  }

  private record OfRegion(Schema schema, List<Kept> kept) {
    private Optional<Kept> find(long index) {
      return kept.stream().filter(one -> one.id() == index).findFirst();
    }
  }

  private final ServerContext context;
  private final SimulatedServer server;
  private final SimulatedStore store;
  private final LongPredicate ownsRegion;
  private Map<Long, OfRegion> regions = new TreeMap<>();
  private final Map<Long, OfRegion> leaving = new TreeMap<>();

  SimulatedIndices(ServerContext context, SimulatedServer server, LongPredicate ownsRegion) {
    this.context = context;
    this.server = server;
    this.ownsRegion = ownsRegion;
    store = server.store();
  }

  /** Keeps the indices that {@code configuration} names, before the shard adopts it. */
  void configure(Configuration configuration) {
    Map<Long, OfRegion> now = new TreeMap<>();
    List<IndexChange> batch = new ArrayList<>();
    for (Space space : configuration.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        for (Region region : subspace.regions()) {
          boolean here = region.chain().contains(context.id()) || region.isJoinedBy(context.id());
          if (ownsRegion.test(region.id()) && here) {
            now.put(region.id(), indices(space, region.id(), batch));
          }
        }
      }
    }
    write(batch);
    leaving.putAll(regions);
    leaving.keySet().removeAll(now.keySet());
    regions = now;
  }

  private OfRegion indices(Space space, long region, List<IndexChange> batch) {
    OfRegion before = regions.get(region);
    List<Kept> kept = new ArrayList<>();
    for (Index index : space.indices()) {
      Optional<Kept> known = before == null ? Optional.empty() : before.find(index.id());
      kept.add(
          known.orElseGet(() ->
              new Kept(IndexEntries.of(space.schema(), index), state(region, index.id(), batch))));
    }
    return new OfRegion(space.schema(), kept);
  }

  private IndexState state(long region, long index, List<IndexChange> batch) {
    IndexRecords found = store.indices(region).get(index);
    if (found != null) {
      return context.bug().is(PlantedBug.INDEX_TAKEN_FOR_COMPLETE)
          ? IndexState.COMPLETE
          : found.state;
    }
    boolean[] empty = {true};
    store.rows(
        region,
        Bytes.EMPTY,
        null,
        (_, _) -> {
          empty[0] = false;
          return false;
        });
    if (!empty[0]) {
      return IndexState.BEGINNING;
    }
    batch.add(new IndexChange.Progress(region, index, IndexState.COMPLETE));
    return IndexState.COMPLETE;
  }

  private void write(List<IndexChange> batch) {
    if (!batch.isEmpty() && server.disk().refuses()) {
      if (!context.bug().is(PlantedBug.WRITE_ERROR_SWALLOWED)) {
        throw new DiskFaults.WriteFailure();
      }
      return;
    }
    store.apply(List.of(), batch);
  }

  /** What changes in the indices by a batch. */
  List<IndexChange> changes(List<StoreChange> changes) {
    List<IndexChange> ofIndices = new ArrayList<>();
    Map<ObjectId, Optional<Bytes>> changed = new HashMap<>();
    for (StoreChange change : changes) {
      switch (change) {
        case StoreChange.PutRow put ->
            change(new ObjectId(put.region(), put.key()), put.row().row(), changed, ofIndices);
        case StoreChange.RemoveRow remove ->
            change(new ObjectId(remove.region(), remove.key()), null, changed, ofIndices);
        default -> {
          // Not about rows.
        }
      }
    }
    return ofIndices;
  }

  private void change(
      ObjectId object,
      @Nullable Bytes after,
      Map<ObjectId, Optional<Bytes>> changed,
      List<IndexChange> ofIndices) {
    OfRegion here = regions.get(object.region);
    OfRegion region = here == null ? leaving.get(object.region) : here;
    if (region == null || region.kept.isEmpty()) {
      return;
    }
    Optional<Bytes> earlier = changed.put(object, Optional.ofNullable(after));
    Bytes before =
        earlier == null || context.bug().is(PlantedBug.INDEX_COMPARED_WITH_DISK)
            ? row(object)
            : earlier.orElse(null);
    for (Kept index : region.kept) {
      if (before != null && after != null && context.bug().misses(index.entries)) {
        continue;
      }
      List<IndexChange> come = new ArrayList<>();
      index.entries.changes(
          object.key,
          before,
          after,
          (entry, comes) -> {
            var one = new IndexChange.Entry(object.region, index.id(), entry, comes);
            if (comes) {
              come.add(one);
            } else if (!context.bug().is(PlantedBug.INDEX_ENTRY_KEPT)) {
              ofIndices.add(one);
            }
          });
      ofIndices.addAll(come);
    }
  }

  private @Nullable Bytes row(ObjectId object) {
    StoredRow row = store.read(object.region, object.key);
    return row == null ? null : row.row();
  }

  /** The batch has been written. */
  void written() {
    leaving.clear();
  }

  /** What searches that begin now may use. */
  Map<Long, Usable> usable() {
    boolean early = context.bug().is(PlantedBug.INDEX_USED_TOO_EARLY);
    Map<Long, Usable> usable = new TreeMap<>();
    regions.forEach((id, region) -> {
      List<IndexEntries> complete =
          region.kept.stream()
              .filter(one -> one.state.complete() || early)
              .map(one -> one.entries)
              .toList();
      boolean unfinished = !region.kept.stream().allMatch(one -> one.state.complete());
      usable.put(id, new Usable(region.schema, complete, unfinished));
    });
    return usable;
  }

  /** Goes a row further with one index that is not complete, now and then. */
  void build() {
    for (Map.Entry<Long, OfRegion> region : regions.entrySet()) {
      for (Kept index : region.getValue().kept) {
        if (!index.state.complete()) {
          if (context.loop().random().nextInt(BUILDING_ODDS) == 0) {
            step(region.getKey(), index);
          }
          return;
        }
      }
    }
  }

  private void step(long region, Kept index) {
    List<IndexChange> batch = new ArrayList<>();
    IndexState[] after = {IndexState.COMPLETE};
    store.rows(
        region,
        index.state.from(),
        null,
        (key, row) -> {
          index
              .entries
              .of(key, row.row())
              .forEach(entry -> batch.add(new IndexChange.Entry(region, index.id(), entry, true)));
          after[0] = new IndexState(false, key.successor());
          return false;
        });
    batch.add(new IndexChange.Progress(region, index.id(), after[0]));
    write(batch);
    index.state = after[0];
  }

  /** How far those are that are being built. */
  List<IndexProgress> progress() {
    List<IndexProgress> progress = new ArrayList<>();
    regions.forEach((id, region) ->
        region.kept.stream()
            .filter(index -> !index.state.complete())
            .forEach(index -> progress.add(new IndexProgress(id, index.id(), 0, 0))));
    return progress;
  }
}
