package org.hyperdex.simulation;

import static org.hyperdex.simulation.Cluster.COORDINATOR;

import java.util.List;
import java.util.function.LongConsumer;
import org.hyperdex.core.coordinator.Command.Place;
import org.hyperdex.core.coordinator.IndexSigns;
import org.hyperdex.core.index.Indexing;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.replication.Divergence;
import org.hyperdex.core.replication.StoreChange;

/** What servers do reaches everybody else, and the checks that look at it as it happens. */
final class ServerWiring implements ServerOutside {
  private final Cluster cluster;
  private final SimulatedCoordinator coordinator;
  private final SimulatedMachines machines;
  private final Nemesis nemesis;
  private final ClientTraffic traffic;
  private final DurabilityCheck durability;
  private final LossCheck losses;

  ServerWiring(
      Cluster cluster,
      SimulatedCoordinator coordinator,
      SimulatedMachines machines,
      Nemesis nemesis,
      ClientTraffic traffic,
      DurabilityCheck durability,
      LossCheck losses) {
    this.cluster = cluster;
    this.coordinator = coordinator;
    this.machines = machines;
    this.nemesis = nemesis;
    this.traffic = traffic;
    this.durability = durability;
    this.losses = losses;
  }

  @Override
  public void heartbeat(
      SimulatedServer server,
      List<Place> ready,
      List<Long> unreachable,
      Indexing indexing,
      LongConsumer granted) {
    IndexSigns.Report report =
        new IndexSigns.Report(server.incarnation(), indexing.version(), indexing.indices());
    long adopted = server.adopted().version();
    Network network = cluster.network;
    network.send(
        server.id(),
        COORDINATOR,
        () ->
            coordinator
                .heartbeat(server.id(), report, adopted, ready, unreachable)
                .ifPresent(millis ->
                    network.send(COORDINATOR, server.id(), () -> granted.accept(millis))));
  }

  @Override
  public boolean unreachable(SimulatedServer server, long other) {
    return cluster.network.unreachable(server.id(), other);
  }

  @Override
  public void declaredLost(SimulatedServer server) {
    cluster.loop.note(() -> "server " + server.id() + " was declared lost and begins anew");
    machines.restart(server.id());
  }

  @Override
  public void failed(SimulatedServer server) {
    machines.restart(server.id());
  }

  @Override
  public void opportunity(SimulatedServer server) {
    nemesis.opportunity(server.id());
  }

  @Override
  public void toServer(long from, long to, ChainMessage message) {
    if (message instanceof ChainMessage.Propagate write) {
      durability.sends(write);
    }
    cluster.toServer(
        from,
        to,
        () -> {
          if (message instanceof ChainMessage.Scrub) {
            // So many that nobody would find the others.
            cluster.loop.happens(message);
          } else {
            cluster.loop.note(
                message, () -> "server " + from + " tells " + to + ": " + Story.of(message));
          }
          cluster.server(to).receive(from, message);
        });
  }

  @Override
  public void toClient(long from, long client, ServerResponse response) {
    traffic.answer(from, client, response);
  }

  @Override
  public void mayLead(SimulatedServer server) {
    LeaseCheck.check(server, cluster.servers.values());
  }

  @Override
  public void diverged(List<Divergence> found) {
    for (Divergence one : found) {
      if (!losses.concerns(one.space())) {
        throw new Violation("scrub", "the scrubber found " + one);
      }
    }
  }

  @Override
  public void writes(SimulatedServer server, List<StoreChange> changes) {
    cluster.loop.happens(changes);
    durability.writes(server, changes);
    if (changes.stream().anyMatch(StoreChange.PutTombstone.class::isInstance)) {
      nemesis.opportunity(server.id());
    }
  }
}
