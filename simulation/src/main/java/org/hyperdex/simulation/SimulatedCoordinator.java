package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Command.Place;
import org.hyperdex.core.coordinator.Coordinator;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.Decision;
import org.hyperdex.core.coordinator.Evolution;
import org.hyperdex.core.coordinator.FailureDetector;
import org.hyperdex.core.coordinator.FailureDetector.Answer;
import org.hyperdex.core.coordinator.FailureDetector.Lost;
import org.hyperdex.core.coordinator.IndexSigns;
import org.hyperdex.core.coordinator.Neighbours;
import org.hyperdex.core.coordinator.Recovery;
import org.hyperdex.core.coordinator.Response;
import org.hyperdex.simulation.SimulatedElections.Reign;

/**
 * The coordinators as one: the real decisions over one sequenced log, the real failure detector in
 * the leader. What a leader knows beyond the log is lost when it changes; while there is none,
 * nothing is heard and nothing is decided.
 */
final class SimulatedCoordinator {
  static final long LEASE_NANOS = 250_000_000;
  private static final long MARGIN_NANOS = 20_000_000;
  private static final long TICK_NANOS = 25_000_000;
  private static final long LONGEST_DEPOSED_NANOS = 1_000_000_000;

  /** How long the log takes at most to hold what the leader has found out. */
  private static final long LONGEST_WRITE_NANOS = 60_000_000;

  /** How long who was cut off stays out: every other server has tried to reach it by then. */
  private static final long PROBATION_NANOS = 800_000_000;

  /** Longer than the detector waits for whoever was to take out a server that was dismissed. */
  private static final long LONGEST_DISMISSAL_NANOS = 6_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long EPOCH_MILLIS = 1_000_000_000;

  /** The world around the coordinators. */
  interface Outside {
    /** There is a new configuration. */
    void published(Configuration configuration);

    /** What a server's port says now. */
    Answer port(long server);
  }

  private final EventLoop loop;
  private final Outside outside;
  private final List<Configuration> configurations = new ArrayList<>();
  private final Sabotage bug;
  private final ServerObserver observer;
  private final FailureDetector detector;
  private final Neighbours neighbours = new Neighbours(0, PROBATION_NANOS);
  private final Map<Long, IndexSigns.Report> indices = new TreeMap<>();
  private final SimulatedElections elections;
  private final SimulatedRepairs repairs;
  private CoordinatorState state = CoordinatorState.INITIAL;
  private long deposedUntilNanos;
  private final Map<Long, Long> dismissedNanos = new TreeMap<>();
  private boolean losing;
  private boolean retiring;
  private long pausedUntilNanos;
  private long publishedNanos;
  private long wallOffsetMillis;

  SimulatedCoordinator(EventLoop loop, Outside outside, Sabotage bug, Transitions transitions) {
    this.observer = new ServerObserver(transitions);
    this.loop = loop;
    this.bug = bug;
    long patience = bug.is(PlantedBug.LOST_BEFORE_LEASE_ENDS) ? LEASE_NANOS / 2 : LEASE_NANOS;
    detector = new FailureDetector(new FailureDetector.Settings(patience, MARGIN_NANOS, true));
    this.outside = outside;
    elections = new SimulatedElections(loop, bug);
    repairs = new SimulatedRepairs(bug, LEASE_NANOS + MARGIN_NANOS);
  }

  Configuration configuration() {
    return state.configuration();
  }

  boolean leading() {
    return elections.leading();
  }

  /** Begins to watch the servers; goes on until {@link EventLoop} stops. */
  void start() {
    detector.becameLeader(loop.nowNanos());
    tick();
  }

  /** The leader is gone; a while later there is another. */
  void changeLeader() {
    if (!leading()) {
      return;
    }
    deposedUntilNanos = loop.nowNanos() + LONGEST_DEPOSED_NANOS;
    repairs.clear();
    indices.clear();
    elections.begin(() -> {
      losing = false;
      retiring = false;
      repairs.clear();
      detector.becameLeader(loop.nowNanos());
      neighbours.becameLeader();
    });
  }

  /** The leader does nothing for a while; what comes meanwhile it finds afterwards. */
  void pause(long nanos) {
    loop.note(() -> "the coordinators' leader stands still");
    pausedUntilNanos = loop.nowNanos() + nanos;
  }

  /** Sets the clock on the wall forward, or back. */
  void setWallClock(long byNanos) {
    wallOffsetMillis += byNanos / NANOS_PER_MILLI;
  }

  /**
   * A heartbeat arrives.
   *
   * @param report of its incarnation and indices
   * @param adoptedVersion of the configuration the server had when it sent it
   * @param places the joins of which the server, as tail, says that they are done
   * @param unreachable whom it cannot reach
   * @return the milliseconds of the lease, from when it was sent; empty if nobody answers
   */
  Optional<Long> heartbeat(
      long server,
      IndexSigns.Report report,
      long adoptedVersion,
      List<Place> places,
      Collection<Long> unreachable) {
    if (bug.is(PlantedBug.LEASE_OF_DEPOSED_LEADER)
        && server % 2 == 0
        && loop.nowNanos() < deposedUntilNanos) {
      return Optional.of(LEASE_NANOS / NANOS_PER_MILLI);
    }
    if (!leading()) {
      return Optional.empty();
    }
    watch();
    repairs.heard(server, places);
    indices.put(server, report);
    neighbours.heard(server, unreachable, loop.nowNanos());
    long earned = detector.heartbeat(server, report.incarnation(), loop.nowNanos());
    long millis = repairs.mayHaveLease(state, server, adoptedVersion) ? earned : 0;
    return Optional.of(
        bug.is(PlantedBug.LOST_BEFORE_LEASE_ENDS) && millis > 0
            ? LEASE_NANOS / NANOS_PER_MILLI
            : millis);
  }

  /** A server's stream of heartbeats broke off. */
  void streamBroken(long server) {
    state
        .configuration()
        .server(server)
        .ifPresent(known -> detector.streamBroken(server, known.incarnation()));
  }

  private void watch() {
    detector.watch(state.availableServers(), loop.nowNanos());
    neighbours.watch(state.availableServers());
  }

  private long nowMillis() {
    return EPOCH_MILLIS + wallOffsetMillis + loop.nowNanos() / NANOS_PER_MILLI;
  }

  private void tick() {
    loop.after(TICK_NANOS, this::tick);
    if (!leading() || !state.founded() || loop.nowNanos() < pausedUntilNanos) {
      return;
    }
    watch();
    Set<Long> suspects = neighbours.suspects(state, loop.nowNanos());
    if (!bug.is(PlantedBug.REPORTS_IGNORED) && !bug.is(PlantedBug.DRIVEN_OUT_UNDER_LEASE)) {
      detector.withhold(suspects, loop.nowNanos());
    }
    for (Server server : detector.probes(loop.nowNanos())) {
      detector.probeAnswered(server.id(), server.incarnation(), outside.port(server.id()));
    }
    List<Lost> lost = new ArrayList<>(detector.tick(loop.nowNanos()));
    if (bug.is(PlantedBug.DRIVEN_OUT_UNDER_LEASE)) {
      state.availableServers().stream()
          .filter(server -> suspects.contains(server.id()))
          .map(server ->
              new Lost(server.id(), server.incarnation(), Recovery.Reason.NEIGHBOURS_CUT_OFF, 0))
          .forEach(lost::add);
    }
    if (!lost.isEmpty() && !losing) {
      losing = true;
      write(() -> losing = false, () -> lose(lost));
    }
    Set<Long> probation = neighbours.onProbation(loop.nowNanos());
    repairs.due(state, nowMillis(), probation).forEach(this::carryOut);
    List<Place> leaving = repairs.leaving(state, loop.nowNanos());
    if (!leaving.isEmpty() && !retiring) {
      retiring = true;
      Command command = new Command.RetireMembers(Command.ITSELF, 0, state.version(), leaving);
      write(() -> retiring = false, () -> carryOut(command));
    }
    List<Long> built = IndexSigns.ready(state, indices);
    if (!built.isEmpty()) {
      carryOut(new Command.IndicesReady(Command.ITSELF, 0, built));
    }
  }

  /** What the leader has found out comes into the log a little later, if it still counts then. */
  private void write(Runnable arrived, Runnable entry) {
    Reign reign = elections.reign();
    loop.after(
        loop.random().nextLong(LONGEST_WRITE_NANOS),
        () -> {
          if (elections.reign().equals(reign)) {
            arrived.run();
          }
          if (elections.accepts(reign)) {
            entry.run();
          }
        });
  }

  private void lose(List<Lost> lost) {
    long now = nowMillis();
    List<Command.ServerLost> each =
        lost.stream()
            .map(one ->
                new Command.ServerLost(
                    Command.ITSELF,
                    0,
                    one.server(),
                    one.incarnation(),
                    one.reason(),
                    Math.max(1, now - one.silentNanos() / NANOS_PER_MILLI)))
            .toList();
    carryOut(new Command.ServersLost(Command.ITSELF, 0, each));
  }

  /**
   * That a server has no lease left: while one leader leads, and of one process of the server.
   *
   * @param reign that leader's
   */
  record Dismissal(Reign reign, long server, long incarnation) {}

  /** Grants a server no lease any more, for an operator takes it out, until it has none left. */
  Optional<Dismissal> dismissed(long server) {
    if (!leading()) {
      return Optional.empty();
    }
    watch();
    dismissedNanos.put(server, loop.nowNanos());
    return bug.is(PlantedBug.TAKEN_OUT_WITH_LEASE) || detector.dismiss(server, loop.nowNanos())
        ? Optional.of(new Dismissal(elections.reign(), server, state.incarnation(server)))
        : Optional.empty();
  }

  /** A command comes to the log that counts while a dismissal holds; whether it came in time. */
  boolean carryOut(Dismissal dismissal, Command command) {
    boolean accepted =
        elections.accepts(dismissal.reign())
            && dismissal.incarnation() == state.incarnation(dismissal.server());
    if (accepted) {
      carryOut(command);
    }
    return accepted;
  }

  /** Whether nothing is left to repair, move, retire or index, and everybody has heard of it. */
  boolean settled() {
    return leading()
        && loop.nowNanos() - publishedNanos > Membership.LONGEST_WAY_NANOS
        && neighbours.onProbation(loop.nowNanos()).isEmpty()
        && state.availableServers().stream().noneMatch(this::mayBeTakenForLost)
        && state.spaces().stream()
            .flatMap(space -> space.indices().stream())
            .allMatch(index -> index.state() == Index.State.READY)
        && SimulatedRepairs.finished(state, nowMillis());
  }

  /** A server that nobody takes out after all is lost in the end. */
  private boolean mayBeTakenForLost(Server server) {
    Long nanos = dismissedNanos.get(server.id());
    return nanos != null && loop.nowNanos() - nanos < LONGEST_DISMISSAL_NANOS;
  }

  /** Carries a command out and publishes what came of it. */
  Response carryOut(Command asked) {
    Command command = bug.taken(asked);
    Decision decision = Coordinator.decide(state, command, nowMillis());
    if (decision.response() instanceof Response.Refused refused) {
      loop.note(() -> "the coordinators refuse: " + Story.of(command) + ": " + refused.detail());
      observer.refused(command, state, refused.reason());
      return refused;
    }
    CoordinatorState before = state;
    loop.happens(decision.events());
    state = Evolution.evolve(state, bug.decided(state, decision.events()));
    observer.carriedOut(command, before, state);
    if (state.version() > before.version()) {
      Configuration configuration = state.configuration();
      if (!configurations.isEmpty()) {
        ConfigurationCheck.check(configurations.getLast(), configuration);
      }
      configurations.add(configuration);
      publishedNanos = loop.nowNanos();
      loop.note(() -> "configuration " + configuration.version() + ": " + Story.of(command));
      outside.published(configuration);
    }
    return decision.response();
  }
}
