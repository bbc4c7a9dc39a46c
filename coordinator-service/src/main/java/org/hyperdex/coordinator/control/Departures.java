package org.hyperdex.coordinator.control;

import io.grpc.Deadline;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import org.hyperdex.coordinator.raft.RaftUnavailableException;
import org.hyperdex.transport.proto.SubmitRequest;

/**
 * Holds back the commands by which an operator takes a server out of its chains at once, until that
 * has no lease: whoever goes on with its regions must be the only one to answer reads alone.
 */
final class Departures {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final LongPredicate dismissed;

  /**
   * Makes one for a leader.
   *
   * @param dismissed grants a server no lease any more; true once it has none left
   */
  Departures(LongPredicate dismissed) {
    this.dismissed = dismissed;
  }

  /**
   * Blocks until {@code request} may enter the log.
   *
   * @return what is left of {@code timeout}
   * @throws RaftUnavailableException if it may not within {@code timeout}; the next attempt waits
   *     only for the rest
   */
  Duration await(SubmitRequest request, Duration timeout) {
    OptionalLong leaving = leaving(request);
    if (leaving.isEmpty()) {
      return timeout;
    }
    Deadline end = Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS);
    while (!dismissed.test(leaving.getAsLong())) {
      if (end.isExpired()) {
        throw new RaftUnavailableException(
            "server "
                + Long.toUnsignedString(leaving.getAsLong())
                + " may still answer reads alone; it is granted no lease any more");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return Duration.ofNanos(Math.max(1, end.timeRemaining(TimeUnit.NANOSECONDS)));
  }

  private static OptionalLong leaving(SubmitRequest request) {
    return switch (request.getCommandCase()) {
      case SERVER_KILL -> OptionalLong.of(request.getServerKill().getId());
      case SERVER_OFFLINE -> OptionalLong.of(request.getServerOffline().getId());
      default -> OptionalLong.empty();
    };
  }
}
