package org.hyperdex.simulation;

import java.util.HashMap;
import java.util.Map;
import org.hyperdex.core.protocol.ClientRequest.CountRest;
import org.hyperdex.core.replication.TurnEffects.StartSearch;

/** The searches and counts that run at one server. */
final class SimulatedScans {
  private static final long MAX_SCAN_NANOS = 3_000_000;

  private record Asked(long client, long request) {}

  private final ServerContext context;
  private final SimulatedServer server;
  private final Map<Asked, SimulatedScan> counts = new HashMap<>();

  SimulatedScans(ServerContext context, SimulatedServer server) {
    this.context = context;
    this.server = server;
  }

  void start(StartSearch search) {
    if (!search.pending().isEmpty()) {
      context.coverage().reached(Coverage.State.SEARCH_MEETS_PENDING);
    }
    long startedIn = server.life();
    SimulatedScan scan =
        new SimulatedScan(
            search,
            response -> context.outside().toClient(context.id(), search.link(), response),
            context,
            server.disk(),
            action ->
                server.later(
                    startedIn,
                    context.loop().random().nextLong(MAX_SCAN_NANOS),
                    () -> goOn(action)));
    if (search.opening() && search.countOnly()) {
      counts.put(new Asked(search.link(), search.requestId()), scan);
    }
    scan.begin();
  }

  private void goOn(Runnable action) {
    try {
      action.run();
    } catch (DiskFaults.ReadFailure e) {
      server.readFailed();
    }
  }

  /** A client tells a count what to leave out; of one that nobody runs any more it is ignored. */
  void rest(long client, CountRest rest) {
    SimulatedScan count = counts.remove(new Asked(client, rest.requestId()));
    if (count != null) {
      count.rest(rest);
    }
  }

  /** The process has ended. */
  void clear() {
    counts.clear();
  }
}
