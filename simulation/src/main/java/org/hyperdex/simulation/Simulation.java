package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import org.hyperdex.core.protocol.OperationId;
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
  private final InheritanceCheck inheritance = new InheritanceCheck(servers);
  private final Sabotage bug;
  private final SimulatedMachines machines;
  private final Nemesis nemesis;
  private final Map<Asked, Write> asked = new HashMap<>();
  private final Set<OperationId> sent = new HashSet<>();
  private final Set<OperationId> sentAgain = new HashSet<>();
  private final Map<Long, Long> watermarks = new HashMap<>();
  private Configuration newest = new Configuration("", 0, false, List.of(), List.of(), List.of());
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
    bug = new Sabotage(scenario.bug());
    coordinator = new SimulatedCoordinator(loop, new CoordinatorOutside(), bug);
    machines =
        new SimulatedMachines(
            loop, network, coordinator, servers, this::processes, coverage, bug, new Operator());
    nemesis =
        new Nemesis(
            loop, network, machines, coverage, machines::present, this::processes, COORDINATOR);
    network.listen(new Links());
    if (bug.is(PlantedBug.LINK_OUT_OF_ORDER)) {
      network.disorder();
    }
  }

  /** Runs to the end; throws {@link Violation} as soon as something does not hold. */
  public Report run() {
    for (int i = 0; i < scenario.keys(); i++) {
      history.mention(People.key(i));
    }
    coordinator.carryOut(new Command.Found(Command.ITSELF, 0, "simulated"));
    // Some begin with a space and without a server for it.
    boolean spaceFirst = scenario.hasFaults() && loop.random().nextInt(4) == 0;
    for (int i = 0; i < scenario.servers(); i++) {
      addServer(spaceFirst ? loop.random().nextLong(2 * ALL_ARE_UP_NANOS) : 0);
    }
    for (int i = 0; i < scenario.clients(); i++) {
      startClient(FIRST_CLIENT + i);
    }
    loop.after(
        spaceFirst ? 0 : ALL_ARE_UP_NANOS,
        () -> coordinator.carryOut(new Command.AddSpace(Command.ITSELF, 0, People.DESCRIPTION)));
    coordinator.start();
    long horizonNanos = scenario.operations() * NANOS_PER_OPERATION;
    nemesis.plan(scenario, horizonNanos);
    long events = 0;
    long healedNanos = horizonNanos + Nemesis.LONGEST_NANOS;
    while (!rested(scenario.hasFaults() ? healedNanos : 0) && loop.step()) {
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

  private List<Long> processes() {
    return SimulatedMachines.all(servers.keySet(), clients.keySet(), COORDINATOR);
  }

  private void addServer(long afterNanos) {
    long id = FIRST_SERVER + servers.size();
    servers.put(
        id,
        new SimulatedServer(
            id, scenario.shards(), loop, new ServerOutside(), bug, coverage, clock()));
    // Nobody can connect to it yet.
    network.breakAll(id, SimulatedMachines.all(servers.keySet(), clients.keySet(), id));
    long start = loop.random().nextLong();
    loop.after(afterNanos, () -> announce(id, start));
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
    VacuityCheck.check(scenario, totals, history, coverage);
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
    return new LocalClock(loop, scenario.amount(Fault.CLOCK_DRIFT));
  }

  private void startClient(long id) {
    SimulatedClient client = new SimulatedClient(id, loop, clock(), this::deliver, bug, coverage);
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
    boolean same = bug.is(PlantedBug.EPOCH_REUSED);
    String name = "server" + server.id();
    return new Command.ServerOnline(
        Command.ITSELF, 0, server.id(), name, 2012, "", same ? 1 : start);
  }

  private void publish(Configuration configuration) {
    List<Long> readers = new ArrayList<>(servers.keySet());
    readers.addAll(clients.keySet());
    int slow = scenario.amount(Fault.SLOW_CONFIGURATION);
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
      if (!sent.add(write.operation())) {
        sentAgain.add(write.operation());
      }
      watermarks.merge(client, write.watermark(), Math::max);
      asked.put(new Asked(client, write.requestId()), write);
    }
    if (network.broken(server, client)) {
      // A client's link is one for both directions.
      return false;
    }
    return toServer(
        client,
        server,
        () -> {
          loop.note(() -> client + " asks " + server + ": " + request);
          server(server).receive(client, region, request);
        });
  }

  private final class CoordinatorOutside implements SimulatedCoordinator.Outside {
    @Override
    public void published(Configuration configuration) {
      durability.published(configuration);
      inheritance.published(newest, configuration);
      newest = configuration;
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
      loop.note(() -> "server " + server.id() + " was declared lost and begins anew");
      machines.restart(server.id());
    }

    @Override
    public void failed(SimulatedServer server) {
      loop.note(() -> "the disk of server " + server.id() + " has refused a batch");
      machines.restart(server.id());
    }

    @Override
    public void opportunity(SimulatedServer server) {
      nemesis.opportunity(server.id());
    }

    @Override
    public void toServer(long from, long to, ChainMessage message) {
      Simulation.this.toServer(
          from,
          to,
          () -> {
            loop.note(() -> from + " tells " + to + ": " + message);
            server(to).receive(from, message);
          });
    }

    @Override
    public void toClient(long from, long client, ServerResponse response) {
      if (response instanceof WriteResult result && result.outcome().success()) {
        Write write = Objects.requireNonNull(asked.get(new Asked(client, result.requestId())));
        OperationId operation = write.operation();
        boolean first =
            exactlyOnce.answered(operation, new Answer(result.outcome(), result.version()));
        durability.answers(
            coordinator.configuration(), write.region(), write.key(), result.version());
        boolean awaited = watermarks.getOrDefault(client, 0L) < operation.sequence();
        if (first && awaited && !sentAgain.contains(operation)) {
          durability.answersFirst(coordinator.configuration(), from, write, result.version());
        }
      }
      network.send(
          from,
          client,
          () -> {
            loop.note(() -> from + " answers " + client + ": " + response);
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
      if (changes.stream().anyMatch(StoreChange.PutTombstone.class::isInstance)) {
        nemesis.opportunity(server.id());
      }
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
      if (sender != null && receiver != null && !bug.is(PlantedBug.NOT_SENT_AGAIN)) {
        sender.peerReconnected(to);
        receiver.peerReconnected(from);
      }
    }
  }

  private final class Operator implements SimulatedMachines.Outside {
    @Override
    public void announce(long server) {
      Simulation.this.announce(server, loop.random().nextLong());
    }

    @Override
    public void addServer() {
      Simulation.this.addServer(loop.random().nextLong(ALL_ARE_UP_NANOS));
    }

    @Override
    public void toCoordinator(long server, Runnable arrival) {
      var _ = network.send(server, COORDINATOR, arrival);
    }
  }
}
