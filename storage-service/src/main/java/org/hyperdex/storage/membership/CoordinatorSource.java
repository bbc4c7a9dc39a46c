package org.hyperdex.storage.membership;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.storage.rows.Identity;
import org.hyperdex.transport.control.ConfigurationListener;
import org.hyperdex.transport.control.ControlChannel;
import org.hyperdex.transport.control.ControlException;
import org.hyperdex.transport.control.CoordinatorAddress;
import org.hyperdex.transport.control.HeartbeatListener;
import org.hyperdex.transport.control.HeartbeatStream;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.HeartbeatAnswer;
import org.hyperdex.transport.proto.ServerOnline;
import org.hyperdex.transport.proto.ServerShutdown;
import org.hyperdex.transport.proto.SubmitRequest;
import org.hyperdex.transport.proto.SubmitResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinators as a source of configurations.
 *
 * <pre>
 * WAITING  -> JOINED   a coordinator has answered the announcement
 * JOINED   -> JOINED   a coordinator took the process for lost: it is announced again
 * JOINED   -> LEFT     the server leaves in order
 * any      -> REMOVED  the cluster has banned the server, or knows a newer process of it
 * </pre>
 */
public final class CoordinatorSource implements ConfigurationSource {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorSource.class);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final long RETRY_MILLIS = 500;
  private static final long ANNOUNCE_AGAIN_MILLIS = 1_000;
  private static final long REMIND_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ControlChannel channel;
  private final List<CoordinatorAddress> coordinators;
  private final Duration heartbeatInterval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeats").factory());
  private final AtomicBoolean announcing = new AtomicBoolean();
  private volatile @Nullable Announcement announcement;
  private volatile @Nullable Joined joined;
  private volatile @Nullable Listener listener;
  private volatile @Nullable HeartbeatStream heartbeats;
  private volatile boolean left;
  private volatile long adoptedVersion;
  private volatile boolean settled;
  private long heartbeatSequence;

  private CoordinatorSource(
      ControlChannel channel, List<CoordinatorAddress> coordinators, Duration heartbeatInterval) {
    this.channel = channel;
    this.coordinators = coordinators;
    this.heartbeatInterval = heartbeatInterval;
  }

  /**
   * Makes sources that speak to any of {@code coordinators}.
   *
   * @param heartbeatInterval a third, or less, of the silence after which a server counts as lost
   */
  public static Factory of(List<CoordinatorAddress> coordinators, Duration heartbeatInterval) {
    return (Identity identity) ->
        new CoordinatorSource(
            ControlChannel.open(
                coordinators,
                Optional.of(identity.clusterId()).filter(cluster -> !cluster.isEmpty())),
            coordinators,
            heartbeatInterval);
  }

  @Override
  public Joined join(Announcement first) throws InterruptedException {
    announcement = first;
    LOG.info("waiting for a coordinator at {}", coordinators);
    long remindedNanos = System.nanoTime();
    while (true) {
      String problem;
      try {
        channel.status(CALL_TIMEOUT);
        SubmitResponse response = announce(first);
        problem = response.getError() + ": " + response.getDetail();
        if (response.getError().isEmpty()) {
          Joined result = new Joined(channel.clusterId().orElseThrow(), response.getIncarnation());
          joined = result;
          return result;
        }
        throwIfFinal(response);
      } catch (ControlException e) {
        throwIfFinal(e);
        problem = String.valueOf(e.getMessage());
      }
      if (System.nanoTime() - remindedNanos > REMIND_NANOS) {
        remindedNanos = System.nanoTime();
        LOG.warn("still waiting to be taken in by a coordinator at {}: {}", coordinators, problem);
      }
      if (closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("closed");
      }
    }
  }

  private SubmitResponse announce(Announcement what) {
    return channel.submit(
        SubmitRequest.newBuilder()
            .setServerOnline(
                ServerOnline.newBuilder()
                    .setId(what.serverId())
                    .setHost(what.host())
                    .setPort(what.port())
                    .setZone(what.zone())
                    .setStart(what.start()))
            .build(),
        CALL_TIMEOUT);
  }

  /** A refusal that time does not heal. The others: an address still in use, an operator's hold. */
  private static void throwIfFinal(SubmitResponse response) {
    switch (response.getError()) {
      case "KILLED", "MALFORMED" -> throw new MembershipException(response.getDetail());
      default -> {
        // Tried again.
      }
    }
  }

  private static void throwIfFinal(ControlException e) throws InterruptedException {
    switch (e.code()) {
      case WRONG_CLUSTER, REFUSED -> throw new MembershipException(String.valueOf(e.getMessage()));
      case CLOSED -> throw new InterruptedException("closed");
      case UNREACHABLE -> {
        // Tried again.
      }
    }
  }

  @Override
  public void follow(Listener newListener) {
    listener = newListener;
    heartbeats =
        channel.heartbeats(
            new HeartbeatListener() {
              @Override
              public void answered(HeartbeatAnswer answer) {
                if (answer.getUnknownIncarnation()) {
                  announceAgain();
                }
              }

              @Override
              public void interrupted(String problem) {
                LOG.warn("no coordinator hears this server's heartbeats: {}", problem);
              }
            });
    var _ =
        clock.scheduleAtFixedRate(
            this::beat, 0, heartbeatInterval.toMillis(), TimeUnit.MILLISECONDS);
    channel.follow(
        0,
        new ConfigurationListener() {
          @Override
          public void configuration(Configuration configuration) {
            newListener.configuration(configuration);
          }

          @Override
          public void interrupted(String problem) {
            LOG.warn("no coordinator tells new configurations: {}", problem);
          }
        });
  }

  private void beat() {
    HeartbeatStream stream = heartbeats;
    Announcement self = announcement;
    Joined membership = joined;
    if (left || stream == null || self == null || membership == null) {
      return;
    }
    stream.send(
        Heartbeat.newBuilder()
            .setServer(self.serverId())
            .setIncarnation(membership.incarnation())
            .setSequence(++heartbeatSequence)
            .setAdoptedVersion(adoptedVersion)
            .setSettled(settled)
            .build());
  }

  /** A coordinator took this process for lost, or an operator took it offline. */
  private void announceAgain() {
    if (!left && announcing.compareAndSet(false, true)) {
      try {
        clock.execute(this::tellAgain);
      } catch (RejectedExecutionException e) {
        LOG.debug("not announced again: the server is leaving");
      }
    }
  }

  private void tellAgain() {
    Announcement self = announcement;
    Joined membership = joined;
    Listener told = listener;
    try {
      if (left || self == null || membership == null || told == null) {
        return;
      }
      SubmitResponse response = announce(self);
      if (response.getError().isEmpty()) {
        LOG.info("announced again as incarnation {}", response.getIncarnation());
        if (response.getIncarnation() != membership.incarnation()) {
          told.removed(
              new MembershipException(
                  "the cluster has forgotten this process; start the server again"));
        }
      } else {
        throwIfFinal(response);
        LOG.debug("not announced again: {} {}", response.getError(), response.getDetail());
      }
    } catch (MembershipException e) {
      if (told != null) {
        told.removed(e);
      }
    } catch (ControlException e) {
      LOG.debug("not announced again: {}", e.getMessage());
    } finally {
      allowAnnouncementLater();
    }
  }

  /** Every announcement is an entry in the coordinators' log: not one for every heartbeat. */
  private void allowAnnouncementLater() {
    try {
      var _ =
          clock.schedule(() -> announcing.set(false), ANNOUNCE_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("not announced again: the server is leaving");
    }
  }

  @Override
  public void report(long version, boolean nowSettled) {
    adoptedVersion = version;
    settled = nowSettled;
  }

  @Override
  public void leave(Duration timeout) {
    Announcement self = announcement;
    Joined membership = joined;
    left = true;
    if (self == null || membership == null) {
      return;
    }
    try {
      SubmitResponse response =
          channel.submit(
              SubmitRequest.newBuilder()
                  .setServerShutdown(
                      ServerShutdown.newBuilder()
                          .setId(self.serverId())
                          .setIncarnation(membership.incarnation()))
                  .build(),
              timeout);
      if (!response.getError().isEmpty()) {
        LOG.warn("leaving without a word: {} {}", response.getError(), response.getDetail());
      }
    } catch (ControlException e) {
      LOG.warn("leaving without a word, no coordinator answers: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    left = true;
    closed.countDown();
    clock.shutdownNow();
    channel.close();
  }
}
