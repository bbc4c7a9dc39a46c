package org.hyperdex.coordinator.control;

import io.grpc.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.hyperdex.coordinator.raft.RaftUnavailableException;
import org.hyperdex.coordinator.state.Dismissal;
import org.hyperdex.transport.proto.SubmitRequest;

/**
 * Holds back the commands by which an operator takes a server out of its chains at once, until that
 * has no lease: whoever goes on with its regions must be the only one to answer reads alone.
 */
final class Departures {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final LongFunction<Optional<Dismissal>> dismiss;

  /**
   * When a command may enter the log.
   *
   * @param timeout what is left of the time for it
   * @param dismissal what must hold then still: otherwise the server may have a lease again
   */
  record Leave(Duration timeout, Optional<Dismissal> dismissal) {}

  /**
   * Makes one for a leader.
   *
   * @param dismiss grants a server no lease any more, and says so once it has none left
   */
  Departures(LongFunction<Optional<Dismissal>> dismiss) {
    this.dismiss = dismiss;
  }

  /**
   * Blocks until {@code request} may enter the log.
   *
   * @throws RaftUnavailableException if it may not within {@code timeout}; the next attempt waits
   *     only for the rest
   */
  Leave await(SubmitRequest request, Duration timeout) {
    OptionalLong leaving = leaving(request);
    if (leaving.isEmpty()) {
      return new Leave(timeout, Optional.empty());
    }
    Deadline end = Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS);
    Optional<Dismissal> dismissal = dismiss.apply(leaving.getAsLong());
    while (dismissal.isEmpty()) {
      if (end.isExpired()) {
        throw new RaftUnavailableException(
            "server "
                + Long.toUnsignedString(leaving.getAsLong())
                + " may still answer reads alone; it is granted no lease any more");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      dismissal = dismiss.apply(leaving.getAsLong());
    }
    long left = Math.max(1, end.timeRemaining(TimeUnit.NANOSECONDS));
    return new Leave(Duration.ofNanos(left), dismissal);
  }

  private static OptionalLong leaving(SubmitRequest request) {
    return switch (request.getCommandCase()) {
      case SERVER_KILL -> OptionalLong.of(request.getServerKill().getId());
      case SERVER_OFFLINE -> OptionalLong.of(request.getServerOffline().getId());
      default -> OptionalLong.empty();
    };
  }
}
