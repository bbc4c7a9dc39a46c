package org.hyperdex.storage.membership;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.index.IndexProgress;
import org.hyperdex.core.replication.TransferProgress;
import org.hyperdex.storage.rows.Identity;
import org.hyperdex.transport.control.ConfigurationListener;
import org.hyperdex.transport.control.ControlChannel;
import org.hyperdex.transport.control.ControlException;
import org.hyperdex.transport.control.CoordinatorAddress;
import org.hyperdex.transport.control.HeartbeatListener;
import org.hyperdex.transport.control.HeartbeatStream;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.HeartbeatAnswer;
import org.hyperdex.transport.proto.ReadyTransfer;
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
 * JOINED   -> LOST     a coordinator took the process for lost: whoever listens begins again
 * JOINED   -> LEFT     the server leaves in order
 * any      -> REMOVED  the cluster has banned the server, or knows a newer process of it
 * </pre>
 */
public final class CoordinatorSource implements ConfigurationSource {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorSource.class);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final long RETRY_MILLIS = 500;

  /** What two clocks may differ by while a lease runs: a twentieth of it. */
  private static final int DRIFT_DIVISOR = 20;

  private static final int REMEMBERED_HEARTBEATS = 64;

  /** So many answers in a row that do not know the process mean that it is lost. */
  private static final int UNKNOWN_UNTIL_LOST = 10;

  private static final long REMIND_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ControlChannel channel;
  private final List<CoordinatorAddress> coordinators;
  private final Duration heartbeatInterval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeats").factory());

  /** When the newest heartbeats were sent, by their sequence. */
  private final AtomicLongArray sentNanos = new AtomicLongArray(REMEMBERED_HEARTBEATS);

  private volatile @Nullable Announcement announcement;
  private volatile @Nullable Joined joined;
  private volatile @Nullable HeartbeatStream heartbeats;
  private volatile boolean left;
  private volatile Report report = Report.NOTHING;
  private final AtomicLong heartbeatSequence = new AtomicLong();
  private final AtomicInteger unknown = new AtomicInteger();

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
    heartbeats =
        channel.heartbeats(
            new HeartbeatListener() {
              @Override
              public void answered(HeartbeatAnswer answer) {
                take(answer, newListener);
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
    long sequence = heartbeatSequence.incrementAndGet();
    sentNanos.set((int) (sequence % REMEMBERED_HEARTBEATS), System.nanoTime());
    stream.send(heartbeat(self.serverId(), membership.incarnation(), sequence, report));
  }

  private static Heartbeat heartbeat(long server, long incarnation, long sequence, Report report) {
    Heartbeat.Builder heartbeat =
        Heartbeat.newBuilder()
            .setServer(server)
            .setIncarnation(incarnation)
            .setSequence(sequence)
            .setAdoptedVersion(report.adoptedVersion())
            .setSettled(report.settled())
            .addAllUnreachable(report.unreachable());
    for (TransferProgress transfer : report.transfers()) {
      if (transfer.ready()) {
        heartbeat.addReady(
            ReadyTransfer.newBuilder()
                .setRegion(transfer.region())
                .setEpoch(transfer.epoch())
                .setJoiner(transfer.joiner()));
      }
      heartbeat.addTransfers(
          org.hyperdex.transport.proto.TransferProgress.newBuilder()
              .setRegion(transfer.region())
              .setJoiner(transfer.joiner())
              .setBytesSent(transfer.bytesSent())
              .setBytesSkipped(transfer.bytesSkipped())
              .setBytesTotal(transfer.bytesTotal()));
    }
    heartbeat.setIndexingVersion(report.indexing().version());
    report.indexing().building().stream()
        .collect(Collectors.groupingBy(IndexProgress::index))
        .forEach((index, regions) ->
            heartbeat.addIndexing(
                org.hyperdex.transport.proto.IndexProgress.newBuilder()
                    .setIndex(index)
                    .setRowsDone(regions.stream().mapToLong(IndexProgress::rowsDone).sum())
                    .setRowsTotal(regions.stream().mapToLong(IndexProgress::rowsTotal).sum())));
    return heartbeat.build();
  }

  private void take(HeartbeatAnswer answer, Listener told) {
    if (left) {
      return;
    }
    if (answer.getUnknownIncarnation()) {
      // A coordinator that has just become the leader may not know yet; the configuration will say.
      if (unknown.incrementAndGet() >= UNKNOWN_UNTIL_LOST) {
        told.lost();
      }
      return;
    }
    unknown.set(0);
    long sequence = answer.getSequence();
    if (answer.getLeaseMillis() > 0 && heartbeatSequence.get() - sequence < REMEMBERED_HEARTBEATS) {
      // From the time it was sent: the coordinator counts from a later one.
      long lease = TimeUnit.MILLISECONDS.toNanos(answer.getLeaseMillis());
      told.leased(
          sentNanos.get((int) (sequence % REMEMBERED_HEARTBEATS)) + lease - lease / DRIFT_DIVISOR);
    }
  }

  @Override
  public void report(Report newReport) {
    boolean news = newReport.isNewsAfter(report);
    report = newReport;
    if (news) {
      beatNow();
    }
  }

  /** What others wait for is not kept until the next heartbeat is due. */
  private void beatNow() {
    try {
      clock.execute(this::beat);
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is reported: the server is leaving");
    }
  }

  @Override
  public long leave(Duration timeout) {
    Announcement self = announcement;
    Joined membership = joined;
    left = true;
    if (self == null || membership == null) {
      return 0;
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
      return response.getConfigurationVersion();
    } catch (ControlException e) {
      LOG.warn("leaving without a word, no coordinator answers: {}", e.getMessage());
      return 0;
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
