package org.hyperdex.simulation;

import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Response;

/** The people who add servers, take them out, and change what spaces tolerate. */
final class Operators {
  private static final long LONGEST_REMOVAL_NANOS = 50_000_000;
  private static final long LONGEST_ABSENCE_NANOS = 400_000_000;
  private static final int MOST_FAILURES = 2;

  /** How often an operator looks whether something may be done now. */
  private static final long LOOK_NANOS = 25_000_000;

  /** What operators need of the rest of the world. */
  interface Outside {
    /** There is a fresh server. */
    void addServer();

    /** There is another space for a while. */
    void addPassingSpace();
  }

  private final Cluster cluster;
  private final EventLoop loop;
  private final SimulatedCoordinator coordinator;
  private final SimulatedMachines machines;
  private final Optional<DoomedSpace> doomed;
  private final Outside outside;

  /** The servers whose machines are gone for good. */
  private final Set<Long> destroyed = new TreeSet<>();

  /**
   * @param doomed the space whose objects may be given up, if there is one
   */
  Operators(
      Cluster cluster,
      SimulatedCoordinator coordinator,
      SimulatedMachines machines,
      Optional<DoomedSpace> doomed,
      Outside outside) {
    this.cluster = cluster;
    this.loop = cluster.loop;
    this.coordinator = coordinator;
    this.machines = machines;
    this.doomed = doomed;
    this.outside = outside;
  }

  private SplittableRandom random() {
    return loop.random();
  }

  /** Bans a server, dead or alive, and adds a fresh one; false if that would lose objects. */
  boolean replace(long id) {
    if (!coordinator.leading() || machines.removed(id) || isLastMember(id)) {
      return false;
    }
    loop.note(() -> "an operator replaces server " + id);
    machines.remove(id);
    if (random().nextBoolean()) {
      machines.stop(id, false);
    }
    loop.after(
        random().nextLong(LONGEST_REMOVAL_NANOS),
        () ->
            new Departure(
                    loop,
                    coordinator,
                    id,
                    new Command.ServerKill(Command.ITSELF, 0, id),
                    () -> !isLastMember(id),
                    () -> {},
                    () -> keep(id))
                .begin());
    outside.addServer();
    return true;
  }

  /** An operator who sees that a server is needed after all starts it again. */
  private void keep(long id) {
    machines.readmit(id);
    machines.start(id);
  }

  /** Takes a live server offline, and lets it come back; false if that would lose objects. */
  boolean takeOffline(long id, long nanos) {
    if (!machines.runs(id) || machines.removed(id) || isLastMember(id)) {
      return false;
    }
    loop.note(() -> "an operator takes server " + id + " offline");
    new Departure(
            loop,
            coordinator,
            id,
            new Command.ServerOffline(Command.ITSELF, 0, id),
            () -> !machines.removed(id) && !isLastMember(id),
            () -> loop.after(nanos, () -> release(id)),
            () -> {})
        .begin();
    return true;
  }

  /** Lets a server come back that was held offline. */
  void release(long id) {
    whenLed(() -> {
      loop.note(() -> "an operator lets server " + id + " come back");
      coordinator.carryOut(new Command.ReleaseServer(Command.ITSELF, 0, id));
    });
  }

  /** Gives an order as soon as there is a leader to give it to. */
  private void whenLed(Runnable order) {
    if (coordinator.leading()) {
      order.run();
    } else {
      loop.after(LOOK_NANOS, () -> whenLed(order));
    }
  }

  /**
   * Takes a live server offline for good, and forgets it. Whoever does that does not look whether
   * it is needed: the coordinators do.
   */
  boolean retire(long id) {
    if (!machines.runs(id) || machines.removed(id)) {
      return false;
    }
    loop.note(() -> "an operator retires server " + id);
    machines.remove(id);
    outside.addServer();
    new Departure(
            loop,
            coordinator,
            id,
            new Command.ServerOffline(Command.ITSELF, 0, id),
            () -> true,
            () ->
                loop.after(
                    random().nextLong(LONGEST_REMOVAL_NANOS), () -> whenLed(() -> forget(id))),
            () -> {})
        .begin();
    return true;
  }

  private void forget(long id) {
    machines.end(id);
    Response response = coordinator.carryOut(new Command.ServerForget(Command.ITSELF, 0, id));
    boolean forgotten = response instanceof Response.Done;
    if (!forgotten) {
      loop.note(() -> "server " + id + " is needed; the operator lets it come back");
      coordinator.carryOut(new Command.ReleaseServer(Command.ITSELF, 0, id));
    }
    if (!forgotten || random().nextBoolean()) {
      // Put to use again, with what is on its disk: nobody remembers it.
      loop.after(random().nextLong(LONGEST_ABSENCE_NANOS), () -> keep(id));
    }
  }

  /** Lets the space tolerate another number of failures. */
  boolean changeTolerance() {
    if (!coordinator.leading()) {
      return false;
    }
    int now =
        coordinator.configuration().space(Population.SPACE).map(Space::faultTolerance).orElse(-1);
    int other = random().nextInt(MOST_FAILURES + 1);
    if (now < 0 || now == other) {
      return false;
    }
    loop.note(() -> "an operator lets the space tolerate " + other + " failures, not " + now);
    coordinator.carryOut(new Command.SetFaultTolerance(Command.ITSELF, 0, Population.SPACE, other));
    return true;
  }

  /** Lets nobody write for a while; false if that is so already. */
  boolean forbidWrites(long nanos) {
    if (!coordinator.leading() || coordinator.configuration().readOnly()) {
      return false;
    }
    coordinator.carryOut(new Command.SetReadOnly(Command.ITSELF, 0, true));
    loop.after(
        nanos,
        () ->
            whenLed(() -> coordinator.carryOut(new Command.SetReadOnly(Command.ITSELF, 0, false))));
    return true;
  }

  boolean addServer() {
    loop.note(() -> "an operator adds a server");
    outside.addServer();
    return true;
  }

  void addPassingSpace() {
    outside.addPassingSpace();
  }

  /**
   * The machine of a server is gone for good, though it has the only copy of regions of the doomed
   * space; when that is known, an operator accepts the loss. False if it would be more than that.
   */
  boolean destroy(long id) {
    return doomed.filter(space -> destroy(id, space)).isPresent();
  }

  private boolean destroy(long id, DoomedSpace space) {
    if (!machines.runs(id)
        || machines.removed(id)
        || isNeededBeside(id, space)
        || !space.isIn(id, coordinator.configuration())) {
      return false;
    }
    loop.note(() -> "the machine of server " + id + " is gone for good");
    destroyed.add(id);
    machines.stop(id, true);
    machines.remove(id);
    outside.addServer();
    accept(id, space);
    return true;
  }

  /**
   * Whether a machine is gone for good and the coordinators have not missed it yet: if another
   * server of a chain ended now, they might miss that one first, and the chain would wait for ever.
   */
  boolean destroyedUnnoticed() {
    return destroyed.stream().anyMatch(this::isTakenForAvailable);
  }

  private boolean isTakenForAvailable(long id) {
    return ConfigurationCheck.isThere(coordinator.configuration(), id);
  }

  private void accept(long id, DoomedSpace space) {
    Configuration configuration = coordinator.configuration();
    if (!coordinator.leading() || isTakenForAvailable(id) || isNeededBeside(id, space)) {
      loop.after(LOOK_NANOS, () -> accept(id, space));
      return;
    }
    loop.note(() -> "an operator gives up what only server " + id + " had");
    space.givesUp(id, configuration);
    Response response = coordinator.carryOut(new Command.ServerForget(Command.ITSELF, 0, id, true));
    if (!(response instanceof Response.Done)) {
      throw new Violation(LossCheck.NAME, "a loss cannot be accepted: " + response);
    }
  }

  /** Whether some region would have nobody left. */
  private boolean isLastMember(long id) {
    return coordinator.configuration().spaces().stream()
        .anyMatch(space -> isLast(id, space.name()));
  }

  private boolean isNeededBeside(long id, DoomedSpace given) {
    return coordinator.configuration().spaces().stream()
        .filter(space -> !space.name().equals(given.name()))
        .anyMatch(space -> isLast(id, space.name()));
  }

  private boolean isLast(long id, String space) {
    return coordinator.configuration().space(space).orElseThrow().subspaces().stream()
        .flatMap(subspace -> subspace.regions().stream())
        .filter(region -> region.chain().contains(id))
        .anyMatch(region ->
            region.chain().stream()
                .noneMatch(member -> member != id && cluster.server(member).running()));
  }
}
