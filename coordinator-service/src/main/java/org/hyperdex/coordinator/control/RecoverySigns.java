package org.hyperdex.coordinator.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.Recovery;
import org.hyperdex.core.coordinator.Stability;

/** Sees from what servers report how far recoveries are. */
final class RecoverySigns {
  private RecoverySigns() {}

  /** The recoveries that are further than the state knows. */
  static List<Command.Progress> of(CoordinatorState state, Map<Long, Stability.Report> reports) {
    List<Command.Progress> progress = new ArrayList<>();
    for (Recovery recovery : state.repair().open()) {
      Recovery.Phase seen = seen(state, recovery, reports);
      if (seen.compareTo(recovery.phase()) > 0) {
        progress.add(new Command.Progress(recovery.id(), seen));
      }
    }
    return progress;
  }

  private static Recovery.Phase seen(
      CoordinatorState state, Recovery recovery, Map<Long, Stability.Report> reports) {
    boolean settled = true;
    for (Server server : state.availableServers()) {
      Stability.Report report = reports.get(server.id());
      if (report == null
          || report.incarnation() != server.incarnation()
          || report.adoptedVersion() < recovery.version()) {
        return Recovery.Phase.PUBLISH;
      }
      settled &= report.settled();
    }
    return settled ? Recovery.Phase.CATCH_UP : Recovery.Phase.RE_CHAIN;
  }
}
