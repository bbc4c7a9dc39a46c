package org.hyperdex.transport.control;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hyperdex.transport.proto.CoordinatorControlGrpc;
import org.hyperdex.transport.proto.CoordinatorControlGrpc.CoordinatorControlBlockingStub;

/** Makes a call to one coordinator after the other until one answers. Thread-safe. */
final class Failover {
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  /** What a call to one coordinator looks like. */
  @FunctionalInterface
  interface Attempt<T> {
    /** Calls by {@code stub}, whose deadline is {@code time} from now. */
    T at(CoordinatorAddress address, CoordinatorControlBlockingStub stub, Duration time);
  }

  private final CoordinatorDirectory directory;
  private final ControlConnections connections;

  Failover(CoordinatorDirectory directory, ControlConnections connections) {
    this.directory = directory;
    this.connections = connections;
  }

  /**
   * Calls coordinators until one answers or {@code timeout} is over.
   *
   * @param attemptTime how long one coordinator may take, so that one that hangs does not cost
   *     everything
   */
  <T> T call(Duration timeout, Duration attemptTime, Attempt<T> attempt) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Map<CoordinatorAddress, String> problems = new LinkedHashMap<>();
    SendWatch watch = new SendWatch();
    long pauseMillis = FIRST_PAUSE_MILLIS;
    while (true) {
      for (CoordinatorAddress address : directory.inOrder()) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (!left.isPositive()) {
          throw unreachable(timeout, problems, watch);
        }
        Duration time = left.compareTo(attemptTime) < 0 ? left : attemptTime;
        boolean mayHaveArrivedBefore = watch.mayHaveArrived();
        try {
          return callOne(address, time, attempt, watch);
        } catch (StatusRuntimeException e) {
          throwIfFinal(address, e.getStatus(), mayHaveArrivedBefore);
          // That the time ran out at last says less than what happened before.
          boolean timedOut = e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
          problems.merge(
              address, describe(e.getStatus()), (before, now) -> timedOut ? before : now);
        }
      }
      pause(Math.min(pauseMillis, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
      pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Calls the coordinator at {@code address} only, once. */
  <T> T callOnly(CoordinatorAddress address, Duration timeout, Attempt<T> attempt) {
    SendWatch watch = new SendWatch();
    try {
      return callOne(address, timeout, attempt, watch);
    } catch (StatusRuntimeException e) {
      throwIfFinal(address, e.getStatus(), false);
      throw unreachable(timeout, Map.of(address, describe(e.getStatus())), watch);
    }
  }

  /** Calls the coordinator at {@code address} only, once; throws what gRPC throws. */
  <T> T callOne(CoordinatorAddress address, Duration time, Attempt<T> attempt) {
    return callOne(address, time, attempt, new SendWatch());
  }

  private <T> T callOne(
      CoordinatorAddress address, Duration time, Attempt<T> attempt, SendWatch watch) {
    ManagedChannel channel = connections.to(address);
    try {
      T answer =
          attempt.at(
              address,
              CoordinatorControlGrpc.newBlockingStub(channel)
                  .withInterceptors(watch)
                  .withDeadlineAfter(time.toNanos(), TimeUnit.NANOSECONDS),
              time);
      directory.answered(address);
      return answer;
    } catch (StatusRuntimeException e) {
      directory.failed(address);
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
        connections.drop(address, channel);
      }
      throw e;
    }
  }

  /** What a status says, and its innermost cause, where sockets say what happened. */
  static String describe(Status status) {
    String description = status.getDescription();
    String text = status.getCode() + (description == null ? "" : " (" + description + ")");
    Throwable cause = status.getCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null || cause.getMessage() == null ? text : cause.getMessage();
  }

  /** Throws if no other coordinator would answer differently; such a call was not carried out. */
  private static void throwIfFinal(
      CoordinatorAddress address, Status status, boolean mayHaveArrivedBefore) {
    String detail = "the coordinator at " + address + ": " + describe(status);
    switch (status.getCode()) {
      case FAILED_PRECONDITION ->
          throw new ControlException(
              ControlException.Code.WRONG_CLUSTER, detail, mayHaveArrivedBefore);
      case INVALID_ARGUMENT, UNIMPLEMENTED ->
          throw new ControlException(ControlException.Code.REFUSED, detail, mayHaveArrivedBefore);
      default -> {
        // Another coordinator, or this one a little later, may know better.
      }
    }
  }

  private static ControlException unreachable(
      Duration timeout, Map<CoordinatorAddress, String> problems, SendWatch watch) {
    StringBuilder detail =
        new StringBuilder("no coordinator answered within " + timeout.toMillis() + " ms");
    problems.forEach(
        (address, problem) -> detail.append("; ").append(address).append(": ").append(problem));
    return new ControlException(
        ControlException.Code.UNREACHABLE, detail.toString(), watch.mayHaveArrived());
  }

  private static void pause(long millis) {
    if (millis <= 0) {
      return;
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException(ControlException.Code.CLOSED, "the call was interrupted", true);
    }
  }
}
