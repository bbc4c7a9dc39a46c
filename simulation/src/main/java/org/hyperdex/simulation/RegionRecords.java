package org.hyperdex.simulation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.OutcomeRecord;
import org.hyperdex.core.replication.PendingRecord;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.replication.Tombstone;

/** The records of one region on one disk. */
final class RegionRecords {
  record PendingKey(Bytes key, Version version) {}

  final TreeMap<Bytes, StoredRow> rows = new TreeMap<>();
  final Map<PendingKey, PendingRecord> pending = new LinkedHashMap<>();
  final Map<OperationId, OutcomeRecord> outcomes = new LinkedHashMap<>();
  final Map<Bytes, Tombstone> tombstones = new LinkedHashMap<>();
  final TreeMap<Long, IndexRecords> indices = new TreeMap<>();

  /** For the simulation's own checks: the newest version of each key that any record named. */
  final Map<Bytes, Version> newest = new HashMap<>();

  boolean isEmpty() {
    return rows.isEmpty()
        && pending.isEmpty()
        && outcomes.isEmpty()
        && tombstones.isEmpty()
        && indices.isEmpty();
  }

  RegionRecords copy() {
    RegionRecords copy = new RegionRecords();
    copy.rows.putAll(rows);
    copy.pending.putAll(pending);
    copy.outcomes.putAll(outcomes);
    copy.tombstones.putAll(tombstones);
    indices.forEach((id, index) -> copy.indices.put(id, index.copy()));
    copy.newest.putAll(newest);
    return copy;
  }

  void apply(StoreChange change) {
    switch (change) {
      case StoreChange.PutRow put -> {
        rows.put(put.key(), put.row());
        named(put.key(), put.row().version());
      }
      case StoreChange.RemoveRow remove -> rows.remove(remove.key());
      case StoreChange.PutPending put -> {
        Bytes key = put.record().propagate().key();
        Version version = put.record().propagate().version();
        pending.put(new PendingKey(key, version), put.record());
        named(key, version);
      }
      case StoreChange.RemovePending remove ->
          pending.remove(new PendingKey(remove.key(), remove.version()));
      case StoreChange.PutOutcome put -> outcomes.put(put.record().operation(), put.record());
      case StoreChange.RemoveOutcome remove -> outcomes.remove(remove.operation());
      case StoreChange.PutTombstone put -> {
        tombstones.put(put.tombstone().key(), put.tombstone());
        named(put.tombstone().key(), put.tombstone().version());
      }
      case StoreChange.RemoveTombstone remove -> tombstones.remove(remove.key());
    }
  }

  void apply(IndexChange change) {
    switch (change) {
      case IndexChange.Entry entry -> {
        TreeSet<Bytes> entries = index(entry.index()).entries;
        var _ = entry.comes() ? entries.add(entry.entry()) : entries.remove(entry.entry());
      }
      case IndexChange.Progress progress -> index(progress.index()).state = progress.state();
      case IndexChange.Wipe wipe -> indices.remove(wipe.index());
    }
  }

  private IndexRecords index(long id) {
    return indices.computeIfAbsent(id, _ -> new IndexRecords());
  }

  /** The newest version of {@code key} that a record speaks of now. */
  Version present(Bytes key) {
    Version newestNow = Version.NONE;
    StoredRow row = rows.get(key);
    if (row != null) {
      newestNow = row.version();
    }
    Tombstone tombstone = tombstones.get(key);
    if (tombstone != null && tombstone.version().compareTo(newestNow) > 0) {
      newestNow = tombstone.version();
    }
    for (PendingKey one : pending.keySet()) {
      if (one.key().equals(key) && one.version().compareTo(newestNow) > 0) {
        newestNow = one.version();
      }
    }
    return newestNow;
  }

  private void named(Bytes key, Version version) {
    newest.merge(key, version, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }
}
