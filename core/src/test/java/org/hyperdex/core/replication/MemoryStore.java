package org.hyperdex.core.replication;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.jspecify.annotations.Nullable;

/** The records of one server, which outlive its process. */
final class MemoryStore implements RegionStore {
  private record PendingName(Bytes key, Version version) {}

  private static final class Records {
    private final TreeMap<Bytes, StoredRow> rows = new TreeMap<>();
    private final Map<PendingName, PendingRecord> pending = new LinkedHashMap<>();
    private final Map<OperationId, OutcomeRecord> outcomes = new LinkedHashMap<>();
    private final Map<Bytes, Tombstone> tombstones = new LinkedHashMap<>();
  }

  /** The rows of all regions at one moment. */
  record Frozen(Map<Long, TreeMap<Bytes, StoredRow>> rows) implements Snapshot {}

  private final Map<Long, Records> regions = new TreeMap<>();

  private Records records(long region) {
    return regions.computeIfAbsent(region, _ -> new Records());
  }

  void apply(StoreChange change) {
    Records records = records(change.region());
    switch (change) {
      case StoreChange.PutRow put -> records.rows.put(put.key(), put.row());
      case StoreChange.RemoveRow remove -> records.rows.remove(remove.key());
      case StoreChange.PutPending put ->
          records.pending.put(
              new PendingName(put.record().propagate().key(), put.record().propagate().version()),
              put.record());
      case StoreChange.RemovePending remove ->
          records.pending.remove(new PendingName(remove.key(), remove.version()));
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
  public void rows(long region, Bytes from, @Nullable Bytes to, RowSink sink) {
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
  public Frozen snapshot() {
    Map<Long, TreeMap<Bytes, StoredRow>> rows = new TreeMap<>();
    regions.forEach((region, records) -> rows.put(region, new TreeMap<>(records.rows)));
    return new Frozen(rows);
  }

  Map<Bytes, StoredRow> rows(long region) {
    return records(region).rows;
  }

  Collection<OutcomeRecord> outcomes(long region) {
    return records(region).outcomes.values();
  }

  int pendingRecords(long region) {
    return records(region).pending.size();
  }
}
