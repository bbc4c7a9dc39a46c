package org.hyperdex.coordinator.control;

import io.grpc.Deadline;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.hyperdex.coordinator.raft.RaftUnavailableException;
import org.hyperdex.transport.proto.SubmitRequest;

/**
 * Holds back the commands by which an operator takes a server out of its chains at once, until that
 * has no lease: whoever goes on with its regions must be the only one to answer reads alone.
 */
final class Departures {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final LongFunction<OptionalLong> dismiss;

  /**
   * When a command may enter the log.
   *
   * @param timeout what is left of the time for it
   * @param onlyTerm the term in which it must do so; 0 for any. In another one somebody else may
   *     have granted the server leases meanwhile
   */
  record Leave(Duration timeout, long onlyTerm) {}

  /**
   * Makes one for a leader.
   *
   * @param dismiss grants a server no lease any more; once it has none left, the term in which this
   *     node has seen to that
   */
  Departures(LongFunction<OptionalLong> dismiss) {
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
      return new Leave(timeout, 0);
    }
    Deadline end = Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS);
    OptionalLong term = dismiss.apply(leaving.getAsLong());
    while (term.isEmpty()) {
      if (end.isExpired()) {
        throw new RaftUnavailableException(
            "server "
                + Long.toUnsignedString(leaving.getAsLong())
                + " may still answer reads alone; it is granted no lease any more");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      term = dismiss.apply(leaving.getAsLong());
    }
    long left = Math.max(1, end.timeRemaining(TimeUnit.NANOSECONDS));
    return new Leave(Duration.ofNanos(left), term.getAsLong());
  }

  private static OptionalLong leaving(SubmitRequest request) {
    return switch (request.getCommandCase()) {
      case SERVER_KILL -> OptionalLong.of(request.getServerKill().getId());
      case SERVER_OFFLINE -> OptionalLong.of(request.getServerOffline().getId());
      default -> OptionalLong.empty();
    };
  }
}
