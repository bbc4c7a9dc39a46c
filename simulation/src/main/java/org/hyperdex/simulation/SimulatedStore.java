package org.hyperdex.simulation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.OutcomeRecord;
import org.hyperdex.core.replication.PendingRecord;
import org.hyperdex.core.replication.RegionStore;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.replication.Tombstone;
import org.jspecify.annotations.Nullable;

/**
 * The disk of one server: what was written, and behind it what has been synced. A power loss takes
 * back batches that were not synced, the newest first: the log of the product's engine is read up
 * to the first record that is torn, so a batch is there wholly or not at all, and none is without
 * those before it.
 */
final class SimulatedStore implements RegionStore {
  /**
   * What is written at once.
   *
   * @param dropped a region of which nothing is left; 0 if none
   */
  private record Batch(
      long number, List<StoreChange> changes, List<IndexChange> ofIndices, long dropped) {}

  private TreeMap<Long, RegionRecords> written = new TreeMap<>();
  private final TreeMap<Long, RegionRecords> durable = new TreeMap<>();
  private final Deque<Batch> unsynced = new ArrayDeque<>();
  private final DiskFaults faults;
  private long batches;

  SimulatedStore(DiskFaults faults) {
    this.faults = faults;
  }

  private RegionRecords records(long region) {
    return written.computeIfAbsent(region, _ -> new RegionRecords());
  }

  private RegionRecords durableRecords(long region) {
    return durable.computeIfAbsent(region, _ -> new RegionRecords());
  }

  /** Writes changes, all or none of them; the batch's number. */
  long apply(List<StoreChange> changes, List<IndexChange> ofIndices) {
    if (changes.isEmpty() && ofIndices.isEmpty()) {
      return batches;
    }
    changes.forEach(change -> records(change.region()).apply(change));
    ofIndices.forEach(change -> records(change.region()).apply(change));
    batches++;
    unsynced.addLast(new Batch(batches, List.copyOf(changes), List.copyOf(ofIndices), 0));
    return batches;
  }

  /** Removes everything of a region. */
  void drop(long region) {
    written.remove(region);
    batches++;
    unsynced.addLast(new Batch(batches, List.of(), List.of(), region));
  }

  /** Removes everything of an index of a region. */
  void wipe(long region, long index) {
    apply(List.of(), List.of(new IndexChange.Wipe(region, index)));
  }

  /** The regions there is anything of. */
  List<Long> regions() {
    return written.entrySet().stream()
        .filter(region -> !region.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Makes all batches up to {@code number} durable. */
  void sync(long number) {
    while (!unsynced.isEmpty() && unsynced.getFirst().number <= number) {
      Batch batch = unsynced.removeFirst();
      for (StoreChange change : batch.changes) {
        durableRecords(change.region()).apply(change);
      }
      batch.ofIndices.forEach(change -> durableRecords(change.region()).apply(change));
      durable.remove(batch.dropped);
    }
  }

  /** A process opens the store, which makes durable what it finds. */
  void open() {
    sync(batches);
  }

  /**
   * The machine loses power: some of the batches that were not synced are lost.
   *
   * @param torn whether the last batch that survives survives in part, as no disk may let it
   */
  void losePower(SplittableRandom random, boolean torn) {
    long surviving = random.nextInt(unsynced.size() + 1);
    for (long i = 0; i < surviving; i++) {
      sync(unsynced.getFirst().number);
    }
    if (torn && !unsynced.isEmpty()) {
      List<StoreChange> changes = unsynced.getFirst().changes;
      int part = random.nextInt(changes.size() + 1);
      changes.subList(0, part).forEach(change -> durableRecords(change.region()).apply(change));
    }
    unsynced.clear();
    written = new TreeMap<>();
    durable.forEach((region, records) -> written.put(region, records.copy()));
  }

  @Override
  public @Nullable StoredRow read(long region, Bytes key) {
    return faults.hides() ? null : records(region).rows.get(key);
  }

  @Override
  public void pending(long region, Consumer<PendingRecord> sink) {
    if (!faults.hides()) {
      records(region).pending.values().stream()
          .sorted((a, b) -> a.propagate().version().compareTo(b.propagate().version()))
          .forEach(sink);
    }
  }

  @Override
  public void outcomes(long region, Consumer<OutcomeRecord> sink) {
    if (!faults.hides()) {
      records(region).outcomes.values().forEach(sink);
    }
  }

  @Override
  public void tombstones(long region, Consumer<Tombstone> sink) {
    if (!faults.hides()) {
      records(region).tombstones.values().forEach(sink);
    }
  }

  @Override
  public void rows(long region, Bytes from, @Nullable Bytes to, RowSink sink) {
    if (faults.hides()) {
      return;
    }
    NavigableMap<Bytes, StoredRow> rows = records(region).rows.tailMap(from, true);
    if (to != null) {
      rows = rows.headMap(to, false);
    }
    for (Map.Entry<Bytes, StoredRow> row : rows.entrySet()) {
      if (!sink.accept(row.getKey(), row.getValue())) {
        return;
      }
    }
  }

  @Override
  public Snapshot snapshot() {
    throw new UnsupportedOperationException("each shard has a view of its own");
  }

  /** A region as it is now, with the indices that may be used. */
  FrozenRegion frozen(long region, SimulatedIndices.Usable usable) {
    return new FrozenRegion(records(region), usable);
  }

  /** What there is of the indices of a region, by their ids. */
  Map<Long, IndexRecords> indices(long region) {
    return records(region).indices;
  }

  /** The rows of a region as they are. */
  Map<Bytes, StoredRow> rows(long region) {
    return records(region).rows;
  }

  /** The removals a region remembers. */
  Collection<Tombstone> tombstones(long region) {
    return records(region).tombstones.values();
  }

  /** The outcomes a region remembers. */
  Collection<OutcomeRecord> outcomes(long region) {
    return records(region).outcomes.values();
  }

  /** The newest version of any object that ever was in a region. */
  Version newestVersion(long region) {
    return records(region).newest.values().stream()
        .max(Comparator.naturalOrder())
        .orElse(Version.NONE);
  }

  /** The newest version of {@code key} that ever was durable in {@code region}. */
  Version durableVersion(long region, Bytes key) {
    return durableRecords(region).newest.getOrDefault(key, Version.NONE);
  }

  /** The newest version of {@code key} that is durable in {@code region} and still there. */
  Version durablyPresent(long region, Bytes key) {
    return durableRecords(region).present(key);
  }

  /** The newest version of {@code key} that {@code region} still speaks of. */
  Version present(long region, Bytes key) {
    return records(region).present(key);
  }

  /** The newest version of {@code key} that was written in {@code region}. */
  Version writtenVersion(long region, Bytes key) {
    return records(region).newest.getOrDefault(key, Version.NONE);
  }

  /** Whether the outcome of an operation is on disk for good. */
  boolean durablyKnows(long region, OperationId operation) {
    return durableRecords(region).outcomes.containsKey(operation);
  }

  /** What is committed here and {@code other} does not have for good. */
  Optional<String> missingAt(long region, SimulatedStore other, Predicate<OperationId> answered) {
    RegionRecords mine = records(region);
    RegionRecords theirs = other.durableRecords(region);
    for (Tombstone one : mine.tombstones.values()) {
      if (theirs.present(one.key()).compareTo(one.version()) < 0) {
        return Optional.of(one.toString());
      }
    }
    for (Map.Entry<Bytes, StoredRow> row : mine.rows.entrySet()) {
      Version version = row.getValue().version();
      boolean pending =
          mine.pending.containsKey(new RegionRecords.PendingKey(row.getKey(), version));
      if (!pending && theirs.present(row.getKey()).compareTo(version) < 0) {
        return Optional.of(row.toString());
      }
    }
    for (OutcomeRecord one : mine.outcomes.values()) {
      boolean pending =
          mine.pending.keySet().stream().anyMatch(p -> p.version().equals(one.version()));
      if (!pending
          && !theirs.outcomes.containsKey(one.operation())
          && !answered.test(one.operation())) {
        return Optional.of(one.toString());
      }
    }
    return Optional.empty();
  }

  /** Whether a write of {@code key} is pending in {@code region}. */
  boolean hasPending(long region, Bytes key) {
    return records(region).pending.keySet().stream().anyMatch(p -> p.key().equals(key));
  }

  /** Whether that write is pending in {@code region}. */
  boolean hasPending(long region, Bytes key, Version version) {
    return records(region).pending.containsKey(new RegionRecords.PendingKey(key, version));
  }

  /** Whether a write of {@code key} is pending that is older than {@code version}. */
  boolean hasPendingBelow(long region, Bytes key, Version version) {
    return records(region).pending.keySet().stream()
        .anyMatch(p -> p.key().equals(key) && p.version().compareTo(version) < 0);
  }

  /** How many batches a power loss could take back. */
  int unsyncedBatches() {
    return unsynced.size();
  }

  /** How many pending records there are, over all regions. */
  int pendingRecords() {
    return pendingRecords(_ -> true);
  }

  /** How many pending records there are, over the regions asked for. */
  int pendingRecords(LongPredicate regions) {
    return written.entrySet().stream()
        .filter(region -> regions.test(region.getKey()))
        .mapToInt(region -> region.getValue().pending.size())
        .sum();
  }
}
