package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Everybody in a run, and the ways between them. */
final class Cluster {
  static final long COORDINATOR = 1;
  private static final long FIRST_SERVER = 100;
  private static final long FIRST_CLIENT = 1_000;

  final Scenario scenario;
  final Population population;
  final EventLoop loop;
  final Network network;
  final Sabotage bug;
  final Coverage coverage = new Coverage();
  final Map<Long, SimulatedServer> servers = new TreeMap<>();
  final Map<Long, SimulatedClient> clients = new TreeMap<>();

  Cluster(Scenario scenario, EventLoop loop, Population population) {
    this.scenario = scenario;
    this.population = population;
    this.loop = loop;
    network = new Network(loop, scenario.amount(Fault.LATE_ARRIVAL));
    bug = new Sabotage(scenario.bug());
    if (bug.is(PlantedBug.LINK_OUT_OF_ORDER)) {
      network.disorder();
    }
  }

  /** The id of the next server there will be. */
  long nextServer() {
    return FIRST_SERVER + servers.size();
  }

  /** The id of the next client there will be. */
  long nextClient() {
    return FIRST_CLIENT + clients.size();
  }

  SimulatedServer server(long id) {
    return Objects.requireNonNull(servers.get(id));
  }

  SimulatedClient client(long id) {
    return Objects.requireNonNull(clients.get(id));
  }

  /** All that can be cut off from each other. */
  List<Long> processes() {
    return with(COORDINATOR);
  }

  /** All servers and clients, and {@code last}. */
  List<Long> with(long last) {
    List<Long> all = new ArrayList<>(servers.keySet());
    all.addAll(clients.keySet());
    all.add(last);
    return all;
  }

  /** The clock of a server or client. */
  LocalClock clockOf(long process) {
    SimulatedServer server = servers.get(process);
    return server == null ? client(process).clock() : server.clock();
  }

  /** A clock of a new process. */
  LocalClock clock() {
    return new LocalClock(loop, scenario.amount(Fault.CLOCK_DRIFT), scenario.pace());
  }

  /** Runs {@code arrival} if the process that was there when the message left is still there. */
  boolean toServer(long from, long to, Runnable arrival) {
    SimulatedServer server = server(to);
    long life = server.life();
    return server.running()
        && network.send(
            from,
            to,
            () -> {
              if (server.life() == life) {
                arrival.run();
              }
            });
  }
}
