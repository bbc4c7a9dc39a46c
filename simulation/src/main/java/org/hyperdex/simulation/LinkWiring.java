package org.hyperdex.simulation;

import static org.hyperdex.simulation.Cluster.COORDINATOR;

/** Who hears of links that break and stand again. */
final class LinkWiring implements Network.Listener {
  private final Cluster cluster;
  private final SimulatedCoordinator coordinator;
  private final Membership membership;

  LinkWiring(Cluster cluster, SimulatedCoordinator coordinator, Membership membership) {
    this.cluster = cluster;
    this.coordinator = coordinator;
    this.membership = membership;
  }

  @Override
  public boolean reachable(long from, long to) {
    return from == COORDINATOR || to == COORDINATOR || (runs(from) && runs(to));
  }

  private boolean runs(long id) {
    SimulatedServer server = cluster.servers.get(id);
    return server == null || server.running();
  }

  @Override
  public boolean opens(long from, long to) {
    return from != COORDINATOR && !cluster.clients.containsKey(to);
  }

  @Override
  public void broken(long from, long to) {
    cluster.coverage.reached(Coverage.State.LINK_BREAKS);
    SimulatedClient asking = cluster.clients.get(from);
    SimulatedClient answered = cluster.clients.get(to);
    if (asking != null || answered != null) {
      cluster.network.breakLink(to, from);
    }
    if (asking != null) {
      cluster.loop.after(0, () -> asking.standstill().come(to, () -> asking.disconnected(to)));
    }
    if (to == COORDINATOR) {
      coordinator.streamBroken(from);
    }
  }

  @Override
  public void restored(long from, long to) {
    SimulatedServer sender = cluster.servers.get(from);
    SimulatedServer receiver = cluster.servers.get(to);
    if (from == COORDINATOR) {
      membership.turned(to);
    }
    if (sender != null && receiver != null && !cluster.bug.is(PlantedBug.NOT_SENT_AGAIN)) {
      sender.peerReconnected(to);
      receiver.peerReconnected(from);
    }
  }

  @Override
  public void late(long from, long to) {
    cluster.coverage.reached(Coverage.State.MESSAGE_OUTLIVES_LINK);
    cluster.loop.note(() -> "what " + from + " sent " + to + " by an earlier link arrives");
  }
}
