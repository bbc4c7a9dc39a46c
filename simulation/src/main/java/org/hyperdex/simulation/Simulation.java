package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Command.Place;
import org.hyperdex.core.coordinator.FailureDetector;
import org.hyperdex.core.coordinator.Response;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.simulation.check.ExactlyOnceCheck;
import org.hyperdex.simulation.check.Finding;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.Judgement;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Seen;

/**
 * One run: a coordinator, some servers, some clients and a nemesis, until every client has done its
 * work, everything has healed and nothing is under way any more.
 */
public final class Simulation {
  private static final long COORDINATOR = 1;
  private static final long FIRST_SERVER = 100;
  private static final long FIRST_CLIENT = 1_000;
  private static final long NANOS_PER_OPERATION = 20_000_000;
  private static final long SLOW_CONFIGURATION_NANOS = 250_000_000;
  private static final long REPEAT_NANOS = 30_000_000;

  /** By then every server has announced itself, so that every region gets all its replicas. */
  private static final long ALL_ARE_UP_NANOS = 50_000_000;

  private static final long MAX_EVENTS = 2_000_000;
  private static final long SETTLE_NANOS = 2_500_000_000L;
  private static final long LONGEST_RUN_NANOS = 60_000_000_000L;

  /**
   * What a run was.
   *
   * @param traceHash equal for two runs of one seed
   * @param events how many events ran
   * @param begun how many operations clients began
   * @param answered how many of them were answered
   * @param objects how many objects there were in the end
   */
  public record Report(long traceHash, long events, long begun, long answered, int objects) {}

  private record Asked(long client, long request) {}

  private final Scenario scenario;
  private final Trace trace;
  private final EventLoop loop;
  private final Network network;
  private final SimulatedCoordinator coordinator;
  private final Map<Long, SimulatedServer> servers = new TreeMap<>();
  private final Map<Long, SimulatedClient> clients = new TreeMap<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final History history = new History();
  private final Workload.Totals totals = new Workload.Totals();
  private final Coverage coverage = new Coverage();
  private final ExactlyOnceCheck exactlyOnce = new ExactlyOnceCheck();
  private final DurabilityCheck durability = new DurabilityCheck(servers);
  private final ServerWorld world = new ServerWorld();
  private final Map<Asked, Write> asked = new HashMap<>();
  private boolean begun;
  private long finishedNanos = Long.MAX_VALUE;

  /** Prepares the run of {@code seed}. */
  public Simulation(long seed, Scenario scenario) {
    this(seed, scenario, 200);
  }

  /** Prepares the run of {@code seed}, whose story keeps so many lines. */
  public Simulation(long seed, Scenario scenario, int storyLines) {
    this.scenario = scenario;
    trace = new Trace(storyLines);
    loop = new EventLoop(seed, trace);
    network = new Network(loop);
    coordinator = new SimulatedCoordinator(loop, new CoordinatorOutside(), scenario.bug());
    network.listen(new Links());
    if (scenario.bug().disorders()) {
      network.disorder();
    }
  }

  /** Runs to the end; throws {@link Violation} as soon as something does not hold. */
  public Report run() {
    for (int i = 0; i < scenario.keys(); i++) {
      history.mention(People.key(i));
    }
    coordinator.carryOut(new Command.Found(Command.ITSELF, 0, "simulated"));
    for (int i = 0; i < scenario.servers(); i++) {
      long id = FIRST_SERVER + i;
      servers.put(
          id,
          new SimulatedServer(
              id, scenario.shards(), loop, new ServerOutside(), scenario.bug(), coverage, clock()));
      announce(id, loop.random().nextLong());
    }
    for (int i = 0; i < scenario.clients(); i++) {
      startClient(FIRST_CLIENT + i);
    }
    loop.after(
        ALL_ARE_UP_NANOS,
        () -> coordinator.carryOut(new Command.AddSpace(Command.ITSELF, 0, People.DESCRIPTION)));
    coordinator.start();
    long horizonNanos = scenario.operations() * NANOS_PER_OPERATION;
    nemesis().plan(scenario.faults(), horizonNanos);
    long events = 0;
    long healedNanos = horizonNanos + Nemesis.LONGEST_NANOS;
    while (!rested(scenario.faults().any() ? healedNanos : 0) && loop.step()) {
      events++;
      if (events > MAX_EVENTS) {
        throw new Violation("liveness", "the run does not come to rest");
      }
    }
    return judge(events);
  }

  /** Whether everybody has finished and all has healed, so long ago that it must be quiet. */
  private boolean rested(long healedNanos) {
    if (workloads.stream().allMatch(Workload::finished)) {
      finishedNanos = Math.min(finishedNanos, loop.nowNanos());
      return loop.nowNanos() > Math.max(finishedNanos, healedNanos) + SETTLE_NANOS;
    }
    return loop.nowNanos() > healedNanos + LONGEST_RUN_NANOS;
  }

  private Nemesis nemesis() {
    List<Long> all = new ArrayList<>(servers.keySet());
    all.addAll(clients.keySet());
    all.add(COORDINATOR);
    return new Nemesis(loop, network, world, List.copyOf(servers.keySet()), all);
  }

  private Report judge(long events) {
    if (!workloads.stream().allMatch(Workload::finished)) {
      throw new Violation("liveness", "nothing is under way and a client still waits");
    }
    exactlyOnce.findings().forEach(Simulation::fail);
    WholenessCheck.check(coordinator.configuration());
    Map<Bytes, StoredRow> objects =
        new QuietCheck(coordinator.configuration(), servers).run(People.SPACE);
    for (Bytes key : history.objects().keySet()) {
      Optional<StoredRow> row = Optional.ofNullable(objects.get(key));
      history.add(new Seen(key, history.next(), history.next(), row));
    }
    Judgement.of(history, People.zeroRow(), People.COLUMNS).forEach(Simulation::fail);
    if (totals.answered * 2 < totals.begun) {
      throw new Violation(
          "vacuity", "only %d of %d operations".formatted(totals.answered, totals.begun));
    }
    return new Report(trace.hash(), events, totals.begun, totals.answered, objects.size());
  }

  private static void fail(Finding finding) {
    throw new Violation(finding.check(), finding.what());
  }

  /** The last lines of the run's trace. */
  public List<String> story() {
    return trace.tail();
  }

  /** What came up in the run. */
  public Coverage coverage() {
    return coverage;
  }

  private LocalClock clock() {
    return new LocalClock(loop, scenario.faults().driftPartsPerMillion());
  }

  private void startClient(long id) {
    SimulatedClient client =
        new SimulatedClient(id, loop, clock(), this::deliver, scenario.bug(), coverage);
    clients.put(id, client);
    for (int i = 0; i < scenario.strands(); i++) {
      workloads.add(new Workload(client, scenario, loop, history, totals, coverage));
    }
  }

  /** A process announces itself until it is heard, and begins with the incarnation it is given. */
  private void announce(long id, long start) {
    SimulatedServer server = server(id);
    long life = server.life();
    network.send(
        id,
        COORDINATOR,
        () -> {
          if (!coordinator.leading()) {
            return;
          }
          Response response = coordinator.carryOut(online(server, start));
          network.send(
              COORDINATOR,
              id,
              () -> {
                if (server.life() == life) {
                  server.start(((Response.Done) response).incarnation());
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
    boolean same = scenario.bug().keepsIncarnation();
    String name = "server" + server.id();
    return new Command.ServerOnline(
        Command.ITSELF, 0, server.id(), name, 2012, "", same ? 1 : start);
  }

  private void publish(Configuration configuration) {
    List<Long> readers = new ArrayList<>(servers.keySet());
    readers.addAll(clients.keySet());
    int slow = scenario.faults().slowConfigurations();
    for (long reader : readers) {
      if (slow > 0 && loop.random().nextInt(slow) == 0) {
        long nanos = loop.random().nextLong(SLOW_CONFIGURATION_NANOS);
        loop.after(nanos, () -> publishTo(reader, configuration));
      } else {
        publishTo(reader, configuration);
      }
    }
  }

  private void publishTo(long reader, Configuration configuration) {
    network.send(
        COORDINATOR,
        reader,
        () -> {
          SimulatedServer server = servers.get(reader);
          if (server != null && server.running()) {
            server.configure(configuration);
          }
          SimulatedClient client = clients.get(reader);
          if (client != null) {
            client.configure(configuration);
            beginWork(client);
          }
        });
  }

  private void beginWork(SimulatedClient client) {
    if (!begun && client.knows(People.SPACE)) {
      begun = clients.values().stream().allMatch(c -> c.knows(People.SPACE));
      if (begun) {
        workloads.forEach(Workload::start);
      }
    }
  }

  private SimulatedServer server(long id) {
    return Objects.requireNonNull(servers.get(id));
  }

  private SimulatedClient client(long id) {
    return Objects.requireNonNull(clients.get(id));
  }

  /** Runs {@code arrival} if the process that was there when the message left is still there. */
  private boolean toServer(long from, long to, Runnable arrival) {
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

  private boolean deliver(long client, long server, long region, ClientRequest request) {
    if (request instanceof Write write) {
      asked.put(new Asked(client, write.requestId()), write);
    }
    return toServer(
        client,
        server,
        () -> {
          loop.note(client + " asks " + server + ": " + request);
          server(server).receive(client, region, request);
        });
  }

  private final class CoordinatorOutside implements SimulatedCoordinator.Outside {
    @Override
    public void published(Configuration configuration) {
      durability.published(configuration);
      publish(configuration);
    }

    @Override
    public FailureDetector.Answer port(long id) {
      boolean refused = !server(id).running() && !network.blocked(COORDINATOR, id);
      return refused ? FailureDetector.Answer.REFUSED : FailureDetector.Answer.OTHER;
    }
  }

  private final class ServerOutside implements SimulatedServer.Outside {
    @Override
    public void heartbeat(SimulatedServer server, List<Place> ready, LongConsumer granted) {
      long incarnation = server.incarnation();
      network.send(
          server.id(),
          COORDINATOR,
          () ->
              coordinator
                  .heartbeat(server.id(), incarnation, ready)
                  .ifPresent(millis ->
                      network.send(COORDINATOR, server.id(), () -> granted.accept(millis))));
    }

    @Override
    public void declaredLost(SimulatedServer server) {
      loop.note("server " + server.id() + " was declared lost and begins anew");
      loop.after(
          0,
          () -> {
            if (world.stop(server.id(), false)) {
              world.start(server.id());
            }
          });
    }

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
      if (response instanceof WriteResult result && result.outcome().success()) {
        Write write = Objects.requireNonNull(asked.get(new Asked(client, result.requestId())));
        exactlyOnce.answered(write.operation(), new Answer(result.outcome(), result.version()));
        durability.answers(
            coordinator.configuration(), write.region(), write.key(), result.version());
      }
      network.send(
          from,
          client,
          () -> {
            loop.note(from + " answers " + client + ": " + response);
            client(client).receive(response);
          });
    }

    @Override
    public void mayLead(SimulatedServer server) {
      LeaseCheck.check(server, servers.values());
    }

    @Override
    public void writes(SimulatedServer server, List<StoreChange> changes) {
      durability.writes(server, changes);
    }
  }

  private final class Links implements Network.Listener {
    @Override
    public boolean reachable(long from, long to) {
      return from == COORDINATOR || to == COORDINATOR || (runs(from) && runs(to));
    }

    private boolean runs(long id) {
      SimulatedServer server = servers.get(id);
      return server == null || server.running();
    }

    @Override
    public void broken(long from, long to) {
      coverage.reached(Coverage.State.LINK_BREAKS);
      SimulatedClient asking = clients.get(from);
      SimulatedClient answered = clients.get(to);
      if (asking != null || answered != null) {
        network.breakLink(to, from);
      }
      if (asking != null) {
        loop.after(0, () -> asking.disconnected(to));
      }
      if (to == COORDINATOR) {
        coordinator.streamBroken(from);
      }
    }

    @Override
    public void restored(long from, long to) {
      SimulatedServer sender = servers.get(from);
      SimulatedServer receiver = servers.get(to);
      if (from == COORDINATOR && coordinator.configuration().version() > 0) {
        publishTo(to, coordinator.configuration());
      }
      if (sender != null && receiver != null && !scenario.bug().forgetsBrokenLinks()) {
        sender.peerReconnected(to);
        receiver.peerReconnected(from);
      }
    }
  }

  private final class ServerWorld implements Nemesis.World {
    @Override
    public boolean stop(long id, boolean losesPower) {
      SimulatedServer server = server(id);
      if (!server.running()) {
        return false;
      }
      loop.note("server " + id + (losesPower ? " loses power" : " is killed"));
      if (server.store().pendingRecords() > 0) {
        coverage.reached(Coverage.State.PENDING_SURVIVES_END);
      }
      server.stop();
      if (losesPower) {
        if (server.store().unsyncedBatches() > 0) {
          coverage.reached(Coverage.State.BATCH_LOST);
        }
        server.store().losePower(loop.random(), scenario.bug().tearsBatches());
      }
      List<Long> others = new ArrayList<>(servers.keySet());
      others.addAll(clients.keySet());
      others.add(COORDINATOR);
      network.breakAll(id, others);
      return true;
    }

    @Override
    public void start(long id) {
      loop.note("server " + id + " starts");
      announce(id, loop.random().nextLong());
    }

    @Override
    public void changeLeader() {
      coordinator.changeLeader();
    }

    @Override
    public void pause(long id, boolean paused) {
      if (server(id).running()) {
        loop.note("server " + id + (paused ? " stands still" : " goes on"));
        if (paused) {
          server(id).pause();
        } else {
          server(id).goOn();
        }
      }
    }
  }
}
