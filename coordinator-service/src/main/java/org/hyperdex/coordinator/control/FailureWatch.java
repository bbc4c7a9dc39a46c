package org.hyperdex.coordinator.control;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hyperdex.coordinator.raft.RaftNode;
import org.hyperdex.coordinator.state.ClusterState;
import org.hyperdex.coordinator.state.Entries;
import org.hyperdex.core.cluster.Server;

/** Lets the log know of servers whose heartbeats have ended; only on the leader. */
public final class FailureWatch {
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(2);

  private final RaftNode raft;
  private final Supplier<ClusterState> state;
  private final HeartbeatBook book;
  private final LongSupplier nanoClock;
  private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

  public FailureWatch(
      RaftNode raft, Supplier<ClusterState> state, HeartbeatBook book, LongSupplier nanoClock) {
    this.raft = raft;
    this.state = state;
    this.book = book;
    this.nanoClock = nanoClock;
  }

  /** Looks once; to be called several times in each server time-out. Never blocks. */
  public void step() {
    if (!raft.leads()) {
      return;
    }
    for (Server server :
        book.silent(state.get().coordinator().availableServers(), nanoClock.getAsLong())) {
      if (underWay.add(server.id())) {
        var _ =
            raft.write(Entries.serverLost(server), WRITE_TIMEOUT)
                .whenComplete((_, _) -> underWay.remove(server.id()));
      }
    }
  }
}
