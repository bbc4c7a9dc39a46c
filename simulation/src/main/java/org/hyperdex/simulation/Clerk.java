package org.hyperdex.simulation;

import java.util.List;
import java.util.SplittableRandom;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.coordinator.Command;

/**
 * An operator who gives orders about servers without looking what they are: some are gone, some
 * were never there, some are registered before they have run. Whether an order fits is for the
 * coordinators to say. Only what certainly loses objects is not ordered.
 */
final class Clerk {
  private static final long LONGEST_HOLD_NANOS = 400_000_000;

  /** What the clerk knows of by name alone: no machine ever has such an id. */
  private static final List<Long> NAMES_ALONE = List.of(501L, 502L);

  private final Cluster cluster;
  private final EventLoop loop;
  private final SimulatedCoordinator coordinator;
  private final SimulatedMachines machines;
  private final Operators operators;

  Clerk(
      Cluster cluster,
      SimulatedCoordinator coordinator,
      SimulatedMachines machines,
      Operators operators) {
    this.cluster = cluster;
    this.loop = cluster.loop;
    this.coordinator = coordinator;
    this.machines = machines;
    this.operators = operators;
  }

  private SplittableRandom random() {
    return loop.random();
  }

  /** Gives some order; false if there is nobody to give it to, or it was thought better of. */
  boolean order() {
    if (!coordinator.leading()) {
      return false;
    }
    return switch (random().nextInt(8)) {
      case 0 -> registerAndBuild();
      case 1, 2, 3 -> orderAboutName(oneOf(NAMES_ALONE));
      default -> orderAboutMachine(oneOf(List.copyOf(cluster.servers.keySet())));
    };
  }

  private long oneOf(List<Long> ids) {
    return ids.get(random().nextInt(ids.size()));
  }

  private boolean registerAndBuild() {
    long id = cluster.nextServer();
    return register(id) && operators.addServer();
  }

  private boolean orderAboutName(long id) {
    return switch (random().nextInt(5)) {
      case 0, 1 -> register(id);
      case 2 -> give(new Command.ServerOffline(Command.ITSELF, 0, id));
      case 3 -> give(new Command.ReleaseServer(Command.ITSELF, 0, id));
      default ->
          random().nextBoolean() ? give(new Command.ServerKill(Command.ITSELF, 0, id)) : forget(id);
    };
  }

  private boolean orderAboutMachine(long id) {
    boolean available = ConfigurationCheck.isThere(coordinator.configuration(), id);
    return switch (random().nextInt(5)) {
      case 0 -> register(id);
      case 1 -> give(new Command.ReleaseServer(Command.ITSELF, 0, id));
      case 2 -> forget(id);
      case 3 -> available ? operators.takeOffline(id, holdNanos()) : hold(id);
      default -> available ? operators.replace(id) : ban(id);
    };
  }

  private long holdNanos() {
    return random().nextLong(LONGEST_HOLD_NANOS);
  }

  private boolean register(long id) {
    return give(new Command.RegisterServer(Command.ITSELF, 0, id, "server" + id, 2012, ""));
  }

  private boolean forget(long id) {
    return give(new Command.ServerForget(Command.ITSELF, 0, id));
  }

  /** It may be just about to come back, and must be let in the end: it may be needed. */
  private boolean hold(long id) {
    loop.after(holdNanos(), () -> operators.release(id));
    return give(new Command.ServerOffline(Command.ITSELF, 0, id));
  }

  /** Bans who is away, but not the last one who has some objects. */
  private boolean ban(long id) {
    if (isInSomeChain(id)) {
      return false;
    }
    if (!machines.removed(id)) {
      machines.remove(id);
      operators.addServer();
    }
    machines.end(id);
    return give(new Command.ServerKill(Command.ITSELF, 0, id));
  }

  private boolean isInSomeChain(long id) {
    Configuration configuration = coordinator.configuration();
    return configuration.spaces().stream()
        .flatMap(space -> space.subspaces().stream())
        .flatMap(subspace -> subspace.regions().stream())
        .map(Region::chain)
        .anyMatch(chain -> chain.contains(id));
  }

  private boolean give(Command command) {
    coordinator.carryOut(command);
    return true;
  }
}
