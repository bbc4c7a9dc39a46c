package org.hyperdex.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
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

/** A disk that never fails: the records of all regions of one server. */
final class SimulatedStore implements RegionStore {
  private record PendingKey(Bytes key, Version version) {}

  private static final class RegionRecords {
    private final TreeMap<Bytes, StoredRow> rows = new TreeMap<>();
    private final Map<PendingKey, PendingRecord> pending = new LinkedHashMap<>();
    private final Map<OperationId, OutcomeRecord> outcomes = new LinkedHashMap<>();
    private final Map<Bytes, Tombstone> tombstones = new LinkedHashMap<>();
  }

  /** The rows of all regions at one moment. */
  record FrozenRows(Map<Long, TreeMap<Bytes, StoredRow>> rows) implements Snapshot {
    Map<Bytes, StoredRow> region(long region) {
      return rows.getOrDefault(region, new TreeMap<>());
    }
  }

  private final Map<Long, RegionRecords> regions = new TreeMap<>();

  private RegionRecords records(long region) {
    return regions.computeIfAbsent(region, _ -> new RegionRecords());
  }

  /** Carries out the changes of a turn. */
  void apply(StoreChange change) {
    RegionRecords records = records(change.region());
    switch (change) {
      case StoreChange.PutRow put -> records.rows.put(put.key(), put.row());
      case StoreChange.RemoveRow remove -> records.rows.remove(remove.key());
      case StoreChange.PutPending put ->
          records.pending.put(
              new PendingKey(put.record().propagate().key(), put.record().propagate().version()),
              put.record());
      case StoreChange.RemovePending remove ->
          records.pending.remove(new PendingKey(remove.key(), remove.version()));
      case StoreChange.PutOutcome put ->
          records.outcomes.put(put.record().operation(), put.record());
      case StoreChange.RemoveOutcome remove -> records.outcomes.remove(remove.operation());
      case StoreChange.PutTombstone put ->
          records.tombstones.put(put.tombstone().key(), put.tombstone());
      case StoreChange.RemoveTombstone remove -> records.tombstones.remove(remove.key());
    }
  }

  @Override
  public @Nullable StoredRow read(long region, Bytes key) {
    return records(region).rows.get(key);
  }

  @Override
  public void pending(long region, Consumer<PendingRecord> sink) {
    records(region).pending.values().stream()
        .sorted((a, b) -> a.propagate().version().compareTo(b.propagate().version()))
        .forEach(sink);
  }

  @Override
  public void outcomes(long region, Consumer<OutcomeRecord> sink) {
    records(region).outcomes.values().forEach(sink);
  }

  @Override
  public void tombstones(long region, Consumer<Tombstone> sink) {
    records(region).tombstones.values().forEach(sink);
  }

  @Override
  public FrozenRows snapshot() {
    Map<Long, TreeMap<Bytes, StoredRow>> rows = new TreeMap<>();
    regions.forEach((region, records) -> rows.put(region, new TreeMap<>(records.rows)));
    return new FrozenRows(rows);
  }

  /** The rows of a region as they are. */
  Map<Bytes, StoredRow> rows(long region) {
    return records(region).rows;
  }

  /** How many pending records there are, over all regions. */
  int pendingRecords() {
    return regions.values().stream().mapToInt(records -> records.pending.size()).sum();
  }
}
