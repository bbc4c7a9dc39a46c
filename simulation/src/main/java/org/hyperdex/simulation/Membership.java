package org.hyperdex.simulation;

import static org.hyperdex.simulation.Cluster.COORDINATOR;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Response;

/** How processes make themselves known to the coordinators, and configurations come to them. */
final class Membership {
  private static final long SLOW_CONFIGURATION_NANOS = 250_000_000;

  /** More than a client's patience. */
  private static final long VERY_SLOW_CONFIGURATION_NANOS = 800_000_000;

  /** By then everybody has heard of a configuration. */
  static final long LONGEST_WAY_NANOS = VERY_SLOW_CONFIGURATION_NANOS + 100_000_000;

  private static final long REPEAT_NANOS = 30_000_000;

  private final Cluster cluster;
  private final EventLoop loop;
  private final Network network;
  private final SimulatedCoordinator coordinator;
  private final Consumer<SimulatedClient> configured;

  /**
   * @param configured told when a client has a newer configuration
   */
  Membership(
      Cluster cluster, SimulatedCoordinator coordinator, Consumer<SimulatedClient> configured) {
    this.cluster = cluster;
    this.loop = cluster.loop;
    this.network = cluster.network;
    this.coordinator = coordinator;
    this.configured = configured;
  }

  /** A process announces itself until it is heard, and begins with the incarnation it is given. */
  void announce(long id, long start) {
    SimulatedServer server = cluster.server(id);
    long life = server.life();
    network.send(
        id,
        COORDINATOR,
        () -> {
          if (!coordinator.leading() || server.life() != life) {
            // In the product a call has an id, and is carried out once; so it is not again when
            // the process has been heard meanwhile.
            return;
          }
          Response response = coordinator.carryOut(online(server, start));
          network.send(
              COORDINATOR,
              id,
              () -> {
                if (server.life() == life && response instanceof Response.Done done) {
                  server.start(done.incarnation());
                  server.configure(coordinator.configuration());
                }
              });
        });
    loop.after(
        REPEAT_NANOS,
        () -> {
          if (server.life() == life) {
            announce(id, start);
          }
        });
  }

  private Command online(SimulatedServer server, long start) {
    boolean same = cluster.bug.is(PlantedBug.EPOCH_REUSED);
    String name = "server" + server.id();
    return new Command.ServerOnline(
        Command.ITSELF, 0, server.id(), name, 2012, "", same ? 1 : start);
  }

  /** Sends everybody a configuration; to some it comes late. */
  void publish(Configuration configuration) {
    List<Long> readers = new ArrayList<>(cluster.servers.keySet());
    readers.addAll(cluster.clients.keySet());
    int slow = cluster.scenario.amount(Fault.SLOW_CONFIGURATION);
    for (long reader : readers) {
      if (slow > 0 && loop.random().nextInt(slow) == 0) {
        boolean verySlow = loop.random().nextInt(8) == 0;
        long nanos =
            loop.random()
                .nextLong(verySlow ? VERY_SLOW_CONFIGURATION_NANOS : SLOW_CONFIGURATION_NANOS);
        loop.after(nanos, () -> publishTo(reader, configuration));
      } else {
        publishTo(reader, configuration);
      }
    }
  }

  /** A process turns to the coordinators again, and is told what there is. */
  void turned(long reader) {
    if (coordinator.configuration().version() > 0) {
      publishTo(reader, coordinator.configuration());
    }
  }

  private void publishTo(long reader, Configuration configuration) {
    network.send(
        COORDINATOR,
        reader,
        () -> {
          SimulatedServer server = cluster.servers.get(reader);
          if (server != null && server.running()) {
            server.configure(configuration);
          }
          SimulatedClient client = cluster.clients.get(reader);
          if (client != null) {
            client
                .standstill()
                .come(
                    COORDINATOR,
                    () -> {
                      client.configure(configuration);
                      configured.accept(client);
                    });
          }
        });
  }
}
