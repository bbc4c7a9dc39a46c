package org.hyperdex.simulation;

import static org.hyperdex.simulation.Cluster.COORDINATOR;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.FailureDetector;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.simulation.check.Finding;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.Judgement;
import org.hyperdex.simulation.check.Kinds;
import org.hyperdex.simulation.check.Observation.Seen;

/**
 * One run: a coordinator, some servers, some clients and a nemesis, until every client has done its
 * work, everything has healed and nothing is under way any more.
 */
public final class Simulation {
  private static final long NANOS_PER_OPERATION = 20_000_000;

  /** By then every server has announced itself, so that every region gets all its replicas. */
  private static final long ALL_ARE_UP_NANOS = 50_000_000;

  private static final long MAX_EVENTS = 2_000_000;
  private static final long LAST_WORDS_NANOS = 300_000_000;

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

  private final Scenario scenario;
  private final Population population;
  private final Trace trace;
  private final EventLoop loop;
  private final Cluster cluster;
  private final SimulatedCoordinator coordinator;
  private final SimulatedMachines machines;
  private final Nemesis nemesis;
  private final Membership membership;
  private final LossCheck losses = new LossCheck();
  private final Optional<DoomedSpace> doomed;
  private final ChainObserver chains;
  private final ClientSleep sleep;
  private final ClientTraffic traffic;
  private final ServerWiring wiring;
  private final DurabilityCheck durability;
  private final InheritanceCheck inheritance;
  private final List<Workload> workloads = new ArrayList<>();
  private final History history;
  private final List<PassingSpace> passing = new ArrayList<>();
  private final Workload.Totals totals = new Workload.Totals();
  private final FinalRound round;
  private Configuration newest = new Configuration("", 0, false, List.of(), List.of(), List.of());
  private boolean begun;

  /** Prepares the run of {@code seed}. */
  public Simulation(long seed, Scenario scenario) {
    this(seed, scenario, 200);
  }

  /** Prepares the run of {@code seed}, whose story keeps so many lines. */
  public Simulation(long seed, Scenario scenario, int storyLines) {
    this.scenario = scenario;
    trace = new Trace(storyLines);
    loop = new EventLoop(seed, trace);
    population =
        scenario.work().isAboutKinds() ? new Assortment(seed) : new People(scenario.servers() > 1);
    cluster = new Cluster(scenario, loop, population);
    history = new History(false, loop::nowNanos);
    durability = new DurabilityCheck(cluster.servers);
    inheritance = new InheritanceCheck(cluster.servers, this::answered);
    coordinator =
        new SimulatedCoordinator(
            loop, new CoordinatorOutside(), cluster.bug, cluster.coverage.transitions());
    chains = new ChainObserver(cluster.coverage.transitions());
    doomed =
        scenario.amount(Fault.DATA_LOSS) > 0
            ? Optional.of(new DoomedSpace(cluster, losses))
            : Optional.empty();
    machines = new SimulatedMachines(cluster, coordinator, new MachinesOutside());
    Operators operators =
        new Operators(cluster, coordinator, machines, doomed, new OperatorsOutside());
    sleep = new ClientSleep(cluster);
    Clerk clerk = new Clerk(cluster, coordinator, machines, operators);
    nemesis = new Nemesis(cluster, machines, operators, clerk, sleep, machines::present);
    membership = new Membership(cluster, coordinator, this::beginWork);
    traffic = new ClientTraffic(cluster, coordinator, durability, sleep);
    wiring = new ServerWiring(cluster, coordinator, machines, nemesis, traffic, durability, losses);
    round = new FinalRound(cluster, Population.SPACE, population, scenario.keys(), history, totals);
    cluster.network.listen(new LinkWiring(cluster, coordinator, membership));
  }

  /** Runs to the end; throws {@link Violation} as soon as something does not hold. */
  public Report run() {
    for (int i = 0; i < scenario.keys(); i++) {
      history.mention(population.key(i));
    }
    coordinator.carryOut(new Command.Found(Command.ITSELF, 0, "simulated"));
    // Some begin with a space and without a server for it.
    boolean spaceFirst =
        scenario.hasFaults()
            && loop.random().nextInt(4) == 0
            // A server that is the only one of a region cannot be done without.
            && scenario.amount(Fault.LONG_CUT_OFF) == 0;
    for (int i = 0; i < scenario.servers(); i++) {
      addServer(spaceFirst ? loop.random().nextLong(2 * ALL_ARE_UP_NANOS) : 0);
    }
    for (int i = 0; i < scenario.clients(); i++) {
      startClient();
    }
    loop.after(
        spaceFirst ? 0 : ALL_ARE_UP_NANOS,
        () -> {
          coordinator.carryOut(
              new Command.AddSpace(
                  Command.ITSELF,
                  0,
                  population.description(Population.SPACE, scenario.failures())));
          doomed.ifPresent(space -> coordinator.carryOut(space.added()));
        });
    coordinator.start();
    long horizonNanos = scenario.operations() * NANOS_PER_OPERATION;
    nemesis.plan(scenario, horizonNanos);
    long events = 0;
    long healedNanos = horizonNanos + Nemesis.longestNanos(scenario);
    Settling settling = new Settling(loop, coordinator, scenario.hasFaults() ? healedNanos : 0);
    while (!settling.rested(finished()) && loop.step()) {
      events++;
      if (events > MAX_EVENTS) {
        throw new Violation("liveness", "the run does not come to rest");
      }
    }
    return judge(events + writeAgain());
  }

  /** The last round; how many events it had. */
  private long writeAgain() {
    if (!finished()) {
      throw new Violation("liveness", "nothing is under way and a client still waits");
    }
    WholenessCheck.check(coordinator.configuration());
    BalanceCheck.check(coordinator.configuration());
    var _ = objects(Population.SPACE);
    sleep.end();
    round.begin(coordinator.configuration());
    doomed.ifPresent(space -> space.round().begin(coordinator.configuration()));
    long untilNanos = Long.MAX_VALUE;
    long events = 0;
    while (loop.nowNanos() < untilNanos && loop.step()) {
      events++;
      if (written() && untilNanos == Long.MAX_VALUE) {
        untilNanos = loop.nowNanos() + LAST_WORDS_NANOS;
      }
    }
    return events;
  }

  private boolean written() {
    return round.finished() && doomed.stream().allMatch(space -> space.round().finished());
  }

  private boolean finished() {
    return workloads.stream().allMatch(Workload::finished)
        && passing.stream().allMatch(PassingSpace::finished)
        && doomed.stream().allMatch(DoomedSpace::finished);
  }

  private void addServer(long afterNanos) {
    long id = cluster.nextServer();
    ServerContext context =
        new ServerContext(
            id, loop, wiring, cluster.bug, cluster.coverage, cluster.clock(), scenario.syncs());
    cluster.servers.put(id, new SimulatedServer(context, scenario.shards()));
    // Nobody can connect to it yet.
    cluster.network.breakAll(id, cluster.with(id));
    long start = loop.random().nextLong();
    loop.after(afterNanos, () -> membership.announce(id, start));
  }

  private void startClient() {
    long id = cluster.nextClient();
    SimulatedClient client =
        new SimulatedClient(id, loop, cluster.clock(), traffic::ask, cluster.bug, cluster.coverage);
    cluster.clients.put(id, client);
    for (int i = 0; i < scenario.strands(); i++) {
      workloads.add(new Workload(client, Population.SPACE, population, scenario, history, totals));
    }
    doomed.ifPresent(space -> space.joins(client));
  }

  private void beginWork(SimulatedClient client) {
    if (!begun && knowsAll(client)) {
      begun = cluster.clients.values().stream().allMatch(this::knowsAll);
      if (begun) {
        workloads.forEach(Workload::start);
        doomed.ifPresent(DoomedSpace::start);
      }
    }
  }

  private boolean knowsAll(SimulatedClient client) {
    return client.knows(Population.SPACE)
        && doomed.stream().allMatch(space -> client.knows(space.name()));
  }

  /** What there is in a space when all is quiet. */
  private Map<Bytes, StoredRow> objects(String space) {
    return new QuietCheck(coordinator.configuration(), cluster.servers).run(space);
  }

  private Report judge(long events) {
    traffic.findings().forEach(Simulation::fail);
    Map<Bytes, StoredRow> objects = objects(Population.SPACE);
    for (Bytes key : history.objects().keySet()) {
      Optional<StoredRow> row = Optional.ofNullable(objects.get(key));
      history.add(new Seen(key, history.next(), history.next(), row));
    }
    new LeftoverCheck(cluster, coordinator.configuration(), round).run();
    Judgement.of(history, population.schema()).forEach(Simulation::fail);
    doomed.ifPresent(space -> space.findings(objects(space.name())).forEach(Simulation::fail));
    passing.forEach(space -> space.findings().forEach(Simulation::fail));
    if (scenario.work().isAboutKinds()) {
      Space space = coordinator.configuration().space(Population.SPACE).orElseThrow();
      cluster.coverage.answered(Kinds.of(history, space));
    }
    VacuityCheck.check(scenario, totals, history, cluster.coverage);
    return new Report(trace.hash(), events, totals.begun, totals.answered, objects.size());
  }

  private boolean answered(OperationId operation) {
    return traffic.answered(operation);
  }

  private static void fail(Finding finding) {
    throw new Violation(finding);
  }

  /** The last lines of the run's trace. */
  public List<Trace.Line> story() {
    return trace.tail();
  }

  /** What came up in the run. */
  public Coverage coverage() {
    return cluster.coverage;
  }

  private final class CoordinatorOutside implements SimulatedCoordinator.Outside {
    @Override
    public void published(Configuration configuration) {
      durability.published(configuration);
      inheritance.published(newest, configuration);
      losses.published(newest, configuration);
      chains.published(newest, configuration);
      newest = configuration;
      membership.publish(configuration);
    }

    @Override
    public FailureDetector.Answer port(long id) {
      boolean refused = !cluster.server(id).running() && !cluster.network.blocked(COORDINATOR, id);
      return refused ? FailureDetector.Answer.REFUSED : FailureDetector.Answer.OTHER;
    }
  }

  private final class MachinesOutside implements SimulatedMachines.Outside {
    @Override
    public void announce(long server) {
      membership.announce(server, loop.random().nextLong());
    }

    @Override
    public void toCoordinator(long server, Runnable arrival) {
      var _ = cluster.network.send(server, COORDINATOR, arrival);
    }
  }

  private final class OperatorsOutside implements Operators.Outside {
    @Override
    public void addServer() {
      Simulation.this.addServer(loop.random().nextLong(ALL_ARE_UP_NANOS));
    }

    @Override
    public void addPassingSpace() {
      PassingSpace space = new PassingSpace(passing.size(), cluster, coordinator, totals);
      passing.add(space);
      space.begin();
    }
  }
}
