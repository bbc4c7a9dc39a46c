package org.hyperdex.simulation;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.simulation.SimulatedCoordinator.Dismissal;

/**
 * A command by which an operator takes a server out of its chains at once, on its way to the log:
 * the leader to which it came lets it wait until the server has no lease, and sends it to the log.
 *
 * <pre>
 * WAITING -> ON_ITS_WAY  the leader has seen to it that the server has no lease
 * ON_ITS_WAY -> DONE     it is in the log, in the same leader's time and the server's life
 * ON_ITS_WAY -> WAITING  it was too late: it begins anew
 * any -> DROPPED         the operator has changed their mind
 * </pre>
 */
final class Departure {
  private static final long LOOK_NANOS = 25_000_000;
  private static final long LONGEST_WAY_NANOS = 60_000_000;

  /** A thread that brings a command to the log may stand still for some elections. */
  private static final long LONGEST_STANDSTILL_NANOS = 1_000_000_000;

  private final EventLoop loop;
  private final SimulatedCoordinator coordinator;
  private final long server;
  private final Command command;
  private final BooleanSupplier wanted;
  private final Runnable done;
  private final Runnable dropped;

  /**
   * Prepares one.
   *
   * @param command takes {@code server} out
   * @param wanted whether the operator still wants it
   * @param done told when the log has it
   * @param dropped told when it is not wanted any more
   */
  Departure(
      EventLoop loop,
      SimulatedCoordinator coordinator,
      long server,
      Command command,
      BooleanSupplier wanted,
      Runnable done,
      Runnable dropped) {
    this.loop = loop;
    this.coordinator = coordinator;
    this.server = server;
    this.command = command;
    this.wanted = wanted;
    this.done = done;
    this.dropped = dropped;
  }

  /** Goes on until it is done, or not wanted. */
  void begin() {
    if (!wanted.getAsBoolean()) {
      dropped.run();
      return;
    }
    Optional<Dismissal> dismissal = coordinator.dismissed(server);
    if (dismissal.isEmpty()) {
      loop.after(LOOK_NANOS, this::begin);
      return;
    }
    boolean standsStill = loop.random().nextBoolean();
    long nanos = loop.random().nextLong(standsStill ? LONGEST_STANDSTILL_NANOS : LONGEST_WAY_NANOS);
    loop.after(nanos, () -> arrive(dismissal.get()));
  }

  private void arrive(Dismissal dismissal) {
    if (wanted.getAsBoolean() && coordinator.carryOut(dismissal, command)) {
      done.run();
    } else {
      begin();
    }
  }
}
