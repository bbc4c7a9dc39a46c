package org.hyperdex.simulation;

import java.util.List;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.coordinator.Command.Place;

/** How a process asks the coordinators for leases, and until when it has one by its own clock. */
final class Heartbeats {
  private static final long BEAT_NANOS = SimulatedCoordinator.LEASE_NANOS / 5;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Clocks are trusted to be off by less than one in a thousand. */
  private static final long DRIFT_NANOS_PER_MILLI = 2_000;

  private final ServerContext context;
  private final SimulatedServer server;
  private long leaseUntilNanos;
  private boolean leaving;

  Heartbeats(ServerContext context, SimulatedServer server) {
    this.context = context;
    this.server = server;
  }

  /** A process begins, without a lease. */
  void begin() {
    leaseUntilNanos = 0;
    leaving = false;
  }

  /** Sends one heartbeat after the other, as long as the process lives. */
  void beat(long startedIn) {
    if (server.life() != startedIn) {
      return;
    }
    context.loop().after(BEAT_NANOS, () -> beat(startedIn));
    if (server.paused() || leaving) {
      return;
    }
    long sentNanos = context.clock().nowNanos();
    context
        .outside()
        .heartbeat(
            server,
            ready(),
            unreachable(),
            server.indexing(),
            millis -> {
              if (server.life() == startedIn && millis > 0 && !leaving) {
                granted(sentNanos, millis);
              }
            });
  }

  private void granted(long sentNanos, long millis) {
    long nanos = millis * NANOS_PER_MILLI - millis * DRIFT_NANOS_PER_MILLI;
    boolean forEver = context.bug().is(PlantedBug.LEASE_FOR_EVER);
    long until = forEver ? Long.MAX_VALUE : sentNanos + nanos;
    leaseUntilNanos = until;
    server.deliver(shard -> shard.lease(until));
    context.outside().mayLead(server);
  }

  private List<Place> ready() {
    return server.transfers().stream()
        .filter(transfer -> transfer.ready() || context.bug().is(PlantedBug.JOINED_AT_ONCE))
        .map(transfer -> new Place(transfer.region(), transfer.epoch(), transfer.joiner()))
        .toList();
  }

  /** The servers in service that this one has tried in vain to reach. */
  private List<Long> unreachable() {
    return server.adopted().servers().stream()
        .filter(other -> other.state() == ServerState.AVAILABLE)
        .map(Server::id)
        .filter(other -> other != context.id() && context.outside().unreachable(server, other))
        .toList();
  }

  /** Gives up the lease, and takes no other: the process is about to end in order. */
  void leave() {
    leaving = true;
    leaseUntilNanos = 0;
    server.deliver(shard -> shard.lease(0));
  }

  boolean leaving() {
    return leaving;
  }

  /** Whether the process has a lease by its own clock. */
  boolean leased() {
    return leaseUntilNanos - context.clock().nowNanos() > 0;
  }
}
