package org.hyperdex.transport.control;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.hyperdex.transport.proto.JoinRequest;
import org.hyperdex.transport.proto.JoinResponse;
import org.hyperdex.transport.proto.StatusRequest;
import org.hyperdex.transport.proto.StatusResponse;
import org.hyperdex.transport.proto.SubmitRequest;
import org.hyperdex.transport.proto.SubmitResponse;
import org.hyperdex.transport.proto.WaitUntilStableRequest;
import org.hyperdex.transport.proto.WaitUntilStableResponse;

/**
 * A process's way to the coordinators of its cluster, whichever of them are there.
 *
 * <p>Calls block their caller until a coordinator has answered or the time is over; each
 * coordinator gets only a part of the time, so that one that hangs does not use it up. All methods
 * may be called by any thread.
 */
public final class ControlChannel implements AutoCloseable {
  private static final Duration STATUS_TIME = Duration.ofSeconds(1);
  private static final Duration SUBMIT_TIME = Duration.ofSeconds(5);
  private static final Duration JOIN_TIME = Duration.ofSeconds(30);

  /** How long one call waits for stability; then the next one does, maybe elsewhere. */
  private static final Duration STABLE_TIME = Duration.ofSeconds(2);

  /** What a coordinator has to answer beyond the time it was asked to wait. */
  private static final Duration ANSWER_MARGIN = Duration.ofSeconds(1);

  private final CoordinatorDirectory directory;
  private final ControlConnections connections = new ControlConnections();
  private final Failover failover;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

  /** Commands of one client go one after the other: their sequence numbers arrive in order. */
  private final ReentrantLock submitting = new ReentrantLock();

  private final long client = new SecureRandom().nextLong() | 1;
  private long sequence;

  private ControlChannel(CoordinatorDirectory directory) {
    this.directory = directory;
    this.failover = new Failover(directory, connections);
  }

  /**
   * Makes a channel; connects to nobody yet.
   *
   * @param coordinators at least one coordinator of the cluster
   * @param clusterId the cluster this process belongs to; if empty, the first answer decides
   */
  public static ControlChannel open(
      List<CoordinatorAddress> coordinators, Optional<String> clusterId) {
    return new ControlChannel(new CoordinatorDirectory(coordinators, clusterId));
  }

  /** The cluster this process belongs to; empty until that is known. */
  public Optional<String> clusterId() {
    return directory.clusterId();
  }

  /** All coordinators that are known, the ones that were given included. */
  public List<CoordinatorAddress> coordinators() {
    return directory.inOrder();
  }

  /**
   * What any one coordinator says of itself; learns the cluster and the other coordinators from it.
   *
   * @throws ControlException if none answers within {@code timeout}, or it is of another cluster
   */
  public StatusResponse status(Duration timeout) {
    return failover.call(
        timeout,
        STATUS_TIME,
        (address, stub, _) -> {
          StatusResponse status = stub.status(StatusRequest.getDefaultInstance());
          directory.learn(address, status.getClusterId(), status.getCoordinatorsList());
          return status;
        });
  }

  /**
   * What the coordinator at {@code address} says of itself.
   *
   * @throws ControlException if it does not answer within {@code timeout}
   */
  public StatusResponse status(CoordinatorAddress address, Duration timeout) {
    return failover.callOnly(
        address, timeout, (_, stub, _) -> stub.status(StatusRequest.getDefaultInstance()));
  }

  /**
   * Has {@code command} carried out, exactly once, however often it must be sent again. Its
   * cluster, client and sequence are filled in here.
   *
   * @throws ControlException if no coordinator answers within {@code timeout}; {@link
   *     ControlException#mayHaveTakenEffect} says whether it may have been carried out all the same
   */
  public SubmitResponse submit(SubmitRequest command, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    lockForSubmit(timeout);
    try {
      SubmitRequest request =
          command.toBuilder()
              .setClusterId(directory.clusterId().orElse(""))
              .setClient(client)
              .setSequence(++sequence)
              .build();
      return failover.call(
          Duration.ofNanos(deadline - System.nanoTime()),
          SUBMIT_TIME,
          (_, stub, _) -> stub.submit(request));
    } finally {
      submitting.unlock();
    }
  }

  /**
   * Waits until the cluster is stable.
   *
   * @return the last answer; not stable if {@code timeout} was over before
   * @throws ControlException if no coordinator answers within {@code timeout}
   */
  public WaitUntilStableResponse waitUntilStable(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      Duration wait = left.compareTo(STABLE_TIME) < 0 ? left : STABLE_TIME;
      WaitUntilStableRequest request =
          WaitUntilStableRequest.newBuilder().setTimeoutMillis((int) wait.toMillis()).build();
      WaitUntilStableResponse response =
          failover.call(
              left.plus(ANSWER_MARGIN),
              wait.plus(ANSWER_MARGIN),
              (_, stub, _) -> stub.waitUntilStable(request));
      if (response.getStable() || System.nanoTime() - deadline >= 0) {
        return response;
      }
    }
  }

  /**
   * Asks the coordinators to make a coordinator one of them.
   *
   * @throws ControlException if none answers within {@code timeout}
   */
  public JoinResponse join(JoinRequest request, Duration timeout) {
    return failover.call(timeout, JOIN_TIME, (_, stub, _) -> stub.join(request));
  }

  /**
   * Hands every configuration newer than {@code knownVersion} to {@code listener}, newest only,
   * until closed: it goes from coordinator to coordinator as they come and go, and never back in
   * version.
   *
   * @param knownVersion the newest version the caller has; 0 if none
   */
  public Subscription follow(long knownVersion, ConfigurationListener listener) {
    ConfigurationFollower follower =
        new ConfigurationFollower(
            directory, connections, failover, knownVersion, listener, subscriptions::remove);
    subscriptions.add(follower);
    follower.start();
    return follower;
  }

  /** Brings heartbeats to the leader, and its answers to {@code listener}, until closed. */
  public HeartbeatStream heartbeats(HeartbeatListener listener) {
    LeaderHeartbeats heartbeats =
        new LeaderHeartbeats(directory, connections, listener, subscriptions::remove);
    subscriptions.add(heartbeats);
    heartbeats.start();
    return heartbeats;
  }

  /** Ends all streams and calls. */
  @Override
  public void close() {
    List.copyOf(subscriptions).forEach(Subscription::close);
    connections.close();
  }

  private void lockForSubmit(Duration timeout) {
    boolean locked = false;
    try {
      locked = submitting.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException(ControlException.Code.CLOSED, "the call was interrupted", false);
    }
    if (!locked) {
      throw new ControlException(
          ControlException.Code.UNREACHABLE,
          "the commands before this one took " + timeout.toMillis() + " ms",
          false);
    }
  }
}
