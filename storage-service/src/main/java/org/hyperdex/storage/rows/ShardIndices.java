package org.hyperdex.storage.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.IndexEntries;
import org.hyperdex.core.index.IndexProgress;
import org.hyperdex.core.index.IndexScrubCounts;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.replication.RegionStore;
import org.hyperdex.core.replication.ScrubOptions;
import org.hyperdex.storage.rows.RegionIndices.Kept;
import org.hyperdex.storage.rows.RegionIndices.Usable;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the indices of one shard's regions, and builds those that are new. Used by the shard's
 * thread.
 *
 * <pre>
 * (none)   -> COMPLETE  a configuration names the index, and the region has no rows
 * (none)   -> BUILDING  a configuration names the index, and the region has rows
 * BUILDING -> COMPLETE  the building has been through all rows
 * any      -> (none)    the configuration names it no more; what is left of it is wiped
 * </pre>
 *
 * <p>From the first moment every write changes the entries in the batch that changes the row. The
 * building goes through the rows as they are on disk, in the order of keys, between the batches of
 * turns; so a row has its entries as soon as it was written, or the building has passed it,
 * whichever is first. How far it is, is written together with the entries: after a restart it goes
 * on from there, which is right because nothing but this server writes its rows.
 *
 * <p>Searches use complete indices only.
 */
public final class ShardIndices {
  private static final Logger LOG = LoggerFactory.getLogger(ShardIndices.class);
  private static final int ROWS_BETWEEN_CLOCKS = 16;
  private static final long LARGEST_SLICE_BYTES = 1 << 20;
  private static final byte[] NOTHING = new byte[0];

  private record ObjectId(long region, Bytes key) {}

  private final RocksStore store;
  private final long self;
  private final LongPredicate ownsRegion;
  private final RegionStore rows;
  private final Map<ObjectId, Optional<Bytes>> changedInBatch = new HashMap<>();
  private final IndexScrub scrub;
  private Map<Long, RegionIndices> regions = new HashMap<>();

  /** Regions that have left since the last batch: the next one may still have rows of them. */
  private final Map<Long, RegionIndices> leaving = new HashMap<>();

  private Map<Long, Usable> usable = Map.of();

  ShardIndices(RocksStore store, long self, LongPredicate ownsRegion, RegionStore rows) {
    this.store = store;
    this.self = self;
    this.ownsRegion = ownsRegion;
    this.rows = rows;
    scrub = new IndexScrub(store, rows);
  }

  /** Says how much the indices are verified; they are not before. */
  public void scrub(ScrubOptions options) {
    scrub.options(options, System.nanoTime());
  }

  /**
   * Keeps the indices that {@code configuration} names for the regions of this shard. To be called
   * before the shard adopts it: every later batch changes their entries, that of the turn included.
   * A region that leaves may be back before it is removed from disk, with indices that are
   * complete: so what the turn has decided for it before keeps them too.
   */
  public void configure(Configuration configuration) {
    Map<Long, RegionIndices> now = new HashMap<>();
    try (WriteBatch states = new WriteBatch()) {
      for (Space space : configuration.spaces()) {
        for (Subspace subspace : space.subspaces()) {
          for (Region region : subspace.regions()) {
            if (isHere(region)) {
              now.put(region.id(), indices(space, region.id(), states));
            }
          }
        }
      }
      if (states.count() > 0) {
        store.database().write(store.writeOptions(), states);
      }
    } catch (RocksDBException e) {
      throw new StorageFailure("write the states of indices", e);
    }
    leaving.putAll(regions);
    leaving.keySet().removeAll(now.keySet());
    regions = now;
    publish();
  }

  private boolean isHere(Region region) {
    return ownsRegion.test(region.id())
        && (region.chain().contains(self) || region.isJoinedBy(self));
  }

  private RegionIndices indices(Space space, long region, WriteBatch states)
      throws RocksDBException {
    RegionIndices before = regions.get(region);
    RegionIndices after = new RegionIndices(region, space);
    for (Index index : space.indices()) {
      Kept known = before == null ? null : before.find(index.id());
      after.kept.add(
          known == null
              ? new Kept(IndexEntries.of(space.schema(), index), state(region, index.id(), states))
              : known);
    }
    return after;
  }

  private IndexState state(long region, long index, WriteBatch states) throws RocksDBException {
    byte[] name = IndexKeys.state(region, index);
    byte[] found = store.database().get(store.indices(), name);
    if (found != null) {
      return IndexState.decode(found);
    }
    if (!isEmpty(region)) {
      LOG.info("building index {} of region {}", index, region);
      return IndexState.BEGINNING;
    }
    IndexState complete = IndexState.completed(0);
    states.put(store.indices(), name, complete.encoded());
    return complete;
  }

  private boolean isEmpty(long region) {
    boolean[] empty = {true};
    rows.rows(
        region,
        Bytes.EMPTY,
        null,
        (key, row) -> {
          empty[0] = false;
          return false;
        });
    return empty[0];
  }

  private void publish() {
    Map<Long, Usable> now = new HashMap<>();
    regions.forEach((region, indices) -> now.put(region, indices.usable()));
    usable = Map.copyOf(now);
  }

  /** What searches that begin now may use. */
  Map<Long, Usable> usable() {
    return usable;
  }

  /**
   * Adds to {@code batch} what changes in the indices with a row.
   *
   * @param after null if the row is removed
   */
  void change(long region, Bytes key, @Nullable Bytes after, WriteBatch batch)
      throws RocksDBException {
    RegionIndices here = regions.get(region);
    RegionIndices indices = here == null ? leaving.get(region) : here;
    if (indices == null || indices.kept.isEmpty()) {
      return;
    }
    // Earlier changes of the same batch are not on disk.
    Optional<Bytes> earlier =
        changedInBatch.put(new ObjectId(region, key), Optional.ofNullable(after));
    Bytes before = earlier == null ? onDisk(region, key) : earlier.orElse(null);
    for (Kept index : indices.kept) {
      List<Bytes> gone = new ArrayList<>();
      List<Bytes> come = new ArrayList<>();
      index.entries.changes(key, before, after, (entry, comes) -> (comes ? come : gone).add(entry));
      for (Bytes entry : gone) {
        batch.delete(store.indices(), IndexKeys.entry(region, index.id(), entry));
      }
      for (Bytes entry : come) {
        batch.put(store.indices(), IndexKeys.entry(region, index.id(), entry), NOTHING);
      }
    }
  }

  private @Nullable Bytes onDisk(long region, Bytes key) {
    StoredRow row = rows.read(region, key);
    return row == null ? null : row.row();
  }

  /** The batch has been written. */
  void written() {
    changedInBatch.clear();
    leaving.clear();
  }

  /**
   * Does what is due: builds for about {@code buildNanos}, and verifies. In a turn, now and then.
   */
  public void tick(long buildNanos) {
    build(buildNanos);
    scrub.tick(regions, System.nanoTime());
  }

  /** What the verification of indices has done and found. */
  public IndexScrubCounts scrubbed() {
    return scrub.counts();
  }

  /**
   * Builds what is not complete, for about {@code nanos}. What was built is on disk at once, and it
   * is of what is on disk: so it does not matter what the turn has decided already.
   */
  void build(long nanos) {
    long deadlineNanos = System.nanoTime() + nanos;
    for (RegionIndices region : regions.values()) {
      for (Kept index : region.kept) {
        while (!index.state.complete()) {
          slice(region.region, index, deadlineNanos);
          if (System.nanoTime() - deadlineNanos >= 0) {
            return;
          }
        }
      }
    }
  }

  private void slice(long region, Kept index, long deadlineNanos) {
    IndexState before = index.state;
    long[] done = {before.rowsDone()};
    Bytes[] next = {before.from()};
    boolean[] through = {true};
    try (WriteBatch batch = new WriteBatch()) {
      rows.rows(
          region,
          before.from(),
          null,
          (key, row) -> {
            for (Bytes entry : index.entries.of(key, row.row())) {
              put(batch, IndexKeys.entry(region, index.id(), entry));
            }
            done[0]++;
            next[0] = key.successor();
            through[0] =
                batch.getDataSize() < LARGEST_SLICE_BYTES
                    && (done[0] % ROWS_BETWEEN_CLOCKS != 0
                        || System.nanoTime() - deadlineNanos < 0);
            return through[0];
          });
      IndexState after =
          through[0] ? IndexState.completed(done[0]) : new IndexState(false, done[0], next[0]);
      batch.put(store.indices(), IndexKeys.state(region, index.id()), after.encoded());
      store.database().write(store.writeOptions(), batch);
      index.state = after;
    } catch (RocksDBException e) {
      throw new StorageFailure("build index " + index.id(), e);
    }
    if (through[0]) {
      LOG.info("index {} of region {} is complete, {} rows", index.id(), region, done[0]);
      publish();
    }
  }

  private void put(WriteBatch batch, byte[] entry) {
    try {
      batch.put(store.indices(), entry, NOTHING);
    } catch (RocksDBException e) {
      throw new StorageFailure("add an entry of an index", e);
    }
  }

  /** How far those are that are being built. */
  public List<IndexProgress> progress() {
    List<IndexProgress> all = new ArrayList<>();
    for (RegionIndices region : regions.values()) {
      for (Kept index : region.kept) {
        if (!index.state.complete()) {
          long rows = store.counts().rows(region.region, ValueRange.ALL);
          long done = index.state.rowsDone();
          all.add(new IndexProgress(region.region, index.id(), done, Math.max(done, rows)));
        }
      }
    }
    return all;
  }
}
