package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Coordinator;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.Decision;
import org.hyperdex.core.coordinator.Evolution;
import org.hyperdex.core.coordinator.Response;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.StoredRow;

/**
 * One run: a coordinator, some servers, some clients, until every client has done its work and
 * nothing is under way any more. The only fault so far: servers are killed and start again on their
 * disks.
 */
public final class Simulation {
  private static final long COORDINATOR = 1;
  private static final long FIRST_SERVER = 100;
  private static final long FIRST_CLIENT = 1_000;
  private static final long LONGEST_UNTIL_RESTART_NANOS = 1_000_000_000;
  private static final long MAX_EVENTS = 10_000_000;

  /**
   * How big a run is.
   *
   * @param servers storage servers
   * @param shards shards in each server
   * @param clients clients, each with one operation under way at a time
   * @param operations operations of each client
   * @param restarts how often some server is killed and started again on its disk
   */
  public record Size(int servers, int shards, int clients, int operations, int restarts) {}

  /**
   * What a run was.
   *
   * @param traceHash equal for two runs of one seed
   * @param events how many events ran
   * @param operations how many operations clients began
   * @param objects how many objects there were in the end
   */
  public record Report(long traceHash, long events, long operations, int objects) {}

  private final Trace trace;
  private final EventLoop loop;
  private final Network network;
  private final Size size;
  private final Map<Long, SimulatedServer> servers = new TreeMap<>();
  private final Map<Long, SimulatedClient> clients = new TreeMap<>();
  private final List<Workload> workloads = new ArrayList<>();
  private CoordinatorState coordinator = CoordinatorState.INITIAL;

  /** Prepares the run of {@code seed}. */
  public Simulation(long seed, Size size) {
    this.size = size;
    trace = new Trace(50);
    loop = new EventLoop(seed, trace);
    network = new Network(loop);
  }

  /** Runs to the end; throws {@link Violation} as soon as something does not hold. */
  public Report run() {
    command(new Command.Found(Command.ITSELF, 0, "simulated"));
    for (int i = 0; i < size.servers(); i++) {
      startServer(FIRST_SERVER + i);
    }
    for (int i = 0; i < size.clients(); i++) {
      startClient(FIRST_CLIENT + i);
    }
    command(new Command.AddSpace(Command.ITSELF, 0, Workload.DESCRIPTION));
    for (int i = 0; i < size.restarts(); i++) {
      loop.after(loop.random().nextLong(LONGEST_UNTIL_RESTART_NANOS), this::restartSomeServer);
    }
    long events = 0;
    while (loop.step()) {
      events++;
      if (events > MAX_EVENTS) {
        throw new Violation("the run does not come to rest");
      }
    }
    return judge(events);
  }

  private Report judge(long events) {
    if (!workloads.stream().allMatch(Workload::finished)) {
      throw new Violation("nothing is under way and a client still waits");
    }
    Map<Bytes, StoredRow> objects =
        new QuietCheck(coordinator.configuration(), servers).run(Workload.SPACE);
    long increments = workloads.stream().mapToLong(Workload::increments).sum();
    StoredRow counter = objects.get(Workload.counter());
    long counted = counter == null ? 0 : Workload.age(counter);
    if (counted != increments) {
      throw new Violation(
          "the counter stands at %d after %d increments".formatted(counted, increments));
    }
    return new Report(
        trace.hash(),
        events,
        workloads.stream().mapToLong(Workload::operations).sum(),
        objects.size());
  }

  /** The last lines of the run's trace. */
  public List<String> story() {
    return trace.tail();
  }

  private void startServer(long id) {
    servers.put(id, new SimulatedServer(id, size.shards(), loop, new ServerOutside()));
    announce(id);
  }

  private void restartSomeServer() {
    long id = FIRST_SERVER + loop.random().nextInt(size.servers());
    loop.note("server " + id + " is killed and starts again");
    announce(id);
  }

  /** A new process of the server announces itself, and begins with the incarnation it is given. */
  private void announce(long id) {
    Response response =
        decide(
            new Command.ServerOnline(
                Command.ITSELF, 0, id, "server" + id, 2012, "", loop.random().nextLong()));
    server(id).start(((Response.Done) response).incarnation());
    publish();
  }

  private void startClient(long id) {
    SimulatedClient client = new SimulatedClient(id, loop, this::deliver);
    clients.put(id, client);
    Workload workload = new Workload(client, size.operations(), loop);
    workloads.add(workload);
  }

  /** Carries a command out and publishes what came of it. */
  private void command(Command command) {
    decide(command);
    publish();
  }

  private Response decide(Command command) {
    Decision decision = Coordinator.decide(coordinator, command);
    if (decision.response() instanceof Response.Refused refused) {
      throw new Violation("the coordinator refuses " + command + ": " + refused.detail());
    }
    coordinator = Evolution.evolve(coordinator, decision.events());
    loop.note("configuration " + coordinator.configuration().version() + " after " + command);
    return decision.response();
  }

  private void publish() {
    Configuration configuration = coordinator.configuration();
    for (SimulatedServer server : servers.values()) {
      toServer(COORDINATOR, server.id(), () -> server.configure(configuration));
    }
    for (int i = 0; i < workloads.size(); i++) {
      Workload workload = workloads.get(i);
      SimulatedClient client = client(FIRST_CLIENT + i);
      network.send(COORDINATOR, client.id(), () -> configure(client, workload, configuration));
    }
  }

  /** Runs {@code arrival} if the process that was there when the message left is still there. */
  private void toServer(long from, long to, Runnable arrival) {
    SimulatedServer server = server(to);
    long life = server.life();
    network.send(
        from,
        to,
        () -> {
          if (server.life() == life) {
            arrival.run();
          } else {
            loop.note("a message from " + from + " finds that " + to + " is another process");
          }
        });
  }

  private void configure(SimulatedClient client, Workload workload, Configuration configuration) {
    boolean knew = client.knows(Workload.SPACE);
    client.configure(configuration);
    if (!knew && client.knows(Workload.SPACE)) {
      workload.start();
    }
  }

  private SimulatedServer server(long id) {
    return Objects.requireNonNull(servers.get(id));
  }

  private SimulatedClient client(long id) {
    return Objects.requireNonNull(clients.get(id));
  }

  private void deliver(long client, long server, long region, ClientRequest request) {
    toServer(
        client,
        server,
        () -> {
          loop.note(client + " asks " + server + ": " + request);
          server(server).receive(client, region, request);
        });
  }

  private final class ServerOutside implements SimulatedServer.Outside {
    @Override
    public void toServer(long from, long to, ChainMessage message) {
      Simulation.this.toServer(
          from,
          to,
          () -> {
            loop.note(from + " tells " + to + ": " + message);
            server(to).receive(message);
          });
    }

    @Override
    public void toClient(long from, long client, ServerResponse response) {
      network.send(
          from,
          client,
          () -> {
            loop.note(from + " answers " + client + ": " + response);
            client(client).receive(response);
          });
    }
  }
}
