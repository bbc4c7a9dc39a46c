package org.hyperdex.coordinator.control;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hyperdex.core.coordinator.IndexSigns;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.IndexProgress;

/** What heartbeats say of indices. */
final class IndexBook {
  private IndexBook() {}

  /** What the servers said of their indices last, by server id. */
  static Map<Long, IndexSigns.Report> reports(Collection<Heartbeat> heartbeats) {
    Map<Long, IndexSigns.Report> reports = new HashMap<>();
    for (Heartbeat heartbeat : heartbeats) {
      reports.put(
          heartbeat.getServer(),
          new IndexSigns.Report(
              heartbeat.getIncarnation(),
              heartbeat.getIndexingVersion(),
              heartbeat.getIndexingList().stream()
                  .map(IndexProgress::getIndex)
                  .collect(Collectors.toSet())));
    }
    return reports;
  }

  /** How far the indices are that are being built, over all servers. */
  static List<IndexProgress> progress(Collection<Heartbeat> heartbeats) {
    Map<Long, IndexProgress> sums = new TreeMap<>();
    for (Heartbeat heartbeat : heartbeats) {
      for (IndexProgress one : heartbeat.getIndexingList()) {
        sums.merge(one.getIndex(), one, IndexBook::plus);
      }
    }
    return List.copyOf(sums.values());
  }

  private static IndexProgress plus(IndexProgress a, IndexProgress b) {
    return a.toBuilder()
        .setRowsDone(a.getRowsDone() + b.getRowsDone())
        .setRowsTotal(a.getRowsTotal() + b.getRowsTotal())
        .build();
  }
}
