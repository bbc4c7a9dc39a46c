package org.hyperdex.coordinator;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperdex.coordinator.control.ConfigurationPublisher;
import org.hyperdex.coordinator.control.ControlService;
import org.hyperdex.coordinator.control.FailureWatch;
import org.hyperdex.coordinator.control.HandedOnInterceptor;
import org.hyperdex.coordinator.control.HeartbeatBook;
import org.hyperdex.coordinator.control.NodeChannels;
import org.hyperdex.coordinator.control.PeerNames;
import org.hyperdex.coordinator.directory.DataDirectory;
import org.hyperdex.coordinator.directory.DataDirectoryException;
import org.hyperdex.coordinator.directory.Identity;
import org.hyperdex.coordinator.raft.MembershipKeeper;
import org.hyperdex.coordinator.raft.Peer;
import org.hyperdex.coordinator.raft.RaftNode;
import org.hyperdex.coordinator.raft.RaftSettings;
import org.hyperdex.coordinator.state.ClusterMachine;
import org.hyperdex.coordinator.state.ClusterState;
import org.hyperdex.coordinator.state.MemberAddress;
import org.hyperdex.core.cluster.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A coordinator node, without any framework around it: for {@link CoordinatorApplication}, for
 * tests and for clusters inside another process.
 *
 * <p>{@link #start} takes the data directory, finds out who the node is, starts its part of the
 * replication group and serves clients. A joining node serves before it is a member; {@link
 * #awaitReady} waits for that. {@link #close} ends everything the node began. When the node ends by
 * itself, because it was removed or cannot write its log, {@link #ended} says so.
 */
public final class CoordinatorNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorNode.class);
  private static final Duration DUTY_PERIOD = Duration.ofMillis(50);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration FAREWELL = Duration.ofMillis(300);
  private static final int MESSAGE_BYTES_MAX = 2 << 20;

  private final DataDirectory directory;
  private final Identity identity;
  private final MemberAddress self;
  private final ClusterMachine machine;
  private final RaftNode raft;
  private final ConfigurationPublisher publisher;
  private final NodeChannels channels;
  private final Server server;
  private final ExecutorService calls;
  private final ScheduledExecutorService duties;
  private final Announcement announcement;
  private final Thread announcer;
  private final CompletableFuture<Ending> ended;
  private final AtomicBoolean closing = new AtomicBoolean();

  /**
   * How a node ended by itself.
   *
   * @param failed whether something went wrong; false if the node was removed from the cluster
   * @param reason for people
   */
  public record Ending(boolean failed, String reason) {}

  private CoordinatorNode(
      CoordinatorOptions options, DataDirectory directory, NodeChannels channels, Identity identity)
      throws IOException {
    this.directory = directory;
    this.channels = channels;
    this.identity = identity;
    this.ended = new CompletableFuture<>();
    this.publisher = new ConfigurationPublisher();
    this.self =
        new MemberAddress(
            identity.nodeId(),
            identity.peerId(),
            options.listen(),
            options.port(),
            options.raftPort());
    HeartbeatBook book = new HeartbeatBook(options.serverTimeout());
    this.machine = new ClusterMachine(publisher::publish, new Watcher(book, ended, self));
    this.raft = startRaft(options);
    this.calls =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("control-", 0).factory());
    this.server =
        startServer(
            options,
            new ControlService(
                identity,
                raft,
                machine::state,
                publisher,
                channels,
                book,
                System::nanoTime,
                options.serverTimeout()));
    this.duties =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("coordinator-duties").factory());
    FailureWatch watch = new FailureWatch(raft, machine::state, book, System::nanoTime);
    MembershipKeeper keeper = new MembershipKeeper(raft, this::wantedPeers);
    duty(watch::step);
    duty(keeper::step);
    duty(this::rememberCoordinators);
    duty(this::noticeEnd);
    this.announcement =
        new Announcement(
            identity,
            self,
            raft,
            machine::state,
            directory,
            channels,
            hints(options),
            reason -> end(new Ending(true, "the cluster does not take this node: " + reason)));
    this.announcer = Thread.ofVirtual().name("announcement").start(announcement);
  }

  /**
   * Starts a node. Blocks until it serves; a node that is to join waits for a member of the cluster
   * to answer.
   *
   * @throws CoordinatorStartException if it cannot start
   * @throws DataDirectoryException if the data directory cannot be used
   * @throws InterruptedException if the thread is interrupted while a joining node waits
   */
  public static CoordinatorNode start(CoordinatorOptions options) throws InterruptedException {
    DataDirectory directory = DataDirectory.open(options.data());
    NodeChannels channels = new NodeChannels();
    try {
      Identity identity = NodeIdentity.establish(options, directory, channels, new SecureRandom());
      CoordinatorNode node = new CoordinatorNode(options, directory, channels, identity);
      LOG.info(
          "coordinator serves: id={} cluster={} address={} raft={} data={}",
          identity.nodeId(),
          identity.clusterId(),
          options.address(),
          options.raftAddress(),
          directory.path());
      return node;
    } catch (IOException e) {
      release(directory, channels);
      throw new CoordinatorStartException("the coordinator cannot start: " + e.getMessage(), e);
    } catch (RuntimeException | InterruptedException e) {
      release(directory, channels);
      throw e;
    }
  }

  private static void release(DataDirectory directory, NodeChannels channels) {
    channels.close();
    directory.close();
  }

  private RaftNode startRaft(CoordinatorOptions options) throws IOException {
    List<Peer> founders =
        identity.phase() == Identity.Phase.FOUNDING ? List.of(PeerNames.peer(self)) : List.of();
    try {
      return RaftNode.start(
          new RaftSettings(
              directory.raft(),
              options.listen(),
              options.raftPort(),
              options.snapshotEntries(),
              options.segmentBytes()),
          UUID.fromString(identity.clusterId()),
          identity.peerId(),
          founders,
          machine);
    } catch (IOException | RuntimeException e) {
      publisher.close();
      throw e;
    }
  }

  private Server startServer(CoordinatorOptions options, ControlService service)
      throws IOException {
    try {
      return NettyServerBuilder.forAddress(new InetSocketAddress(options.listen(), options.port()))
          .executor(calls)
          .intercept(new HandedOnInterceptor())
          .addService(service)
          .maxInboundMessageSize(MESSAGE_BYTES_MAX)
          .keepAliveTime(10, TimeUnit.SECONDS)
          .keepAliveTimeout(5, TimeUnit.SECONDS)
          .permitKeepAliveTime(500, TimeUnit.MILLISECONDS)
          .permitKeepAliveWithoutCalls(true)
          .build()
          .start();
    } catch (IOException e) {
      raft.close();
      publisher.close();
      calls.close();
      throw e;
    }
  }

  private List<String> hints(CoordinatorOptions options) {
    Set<String> hints = new LinkedHashSet<>(directory.knownCoordinators());
    hints.addAll(options.connect());
    return List.copyOf(hints);
  }

  private void duty(Runnable duty) {
    var _ =
        duties.scheduleWithFixedDelay(
            () -> {
              try {
                duty.run();
              } catch (RuntimeException e) {
                // A duty that fails once is tried again; one that threw would never run again.
                LOG.warn("a duty failed", e);
              }
            },
            DUTY_PERIOD.toMillis(),
            DUTY_PERIOD.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private List<Peer> wantedPeers() {
    return machine.state().members().values().stream().map(PeerNames::peer).toList();
  }

  private void rememberCoordinators() {
    List<String> addresses = new ArrayList<>();
    machine.state().members().values().forEach(member -> addresses.add(member.clientAddress()));
    if (!addresses.isEmpty()) {
      directory.writeKnownCoordinators(addresses);
    }
  }

  private void noticeEnd() {
    if (!raft.isAlive() && !ended.isDone()) {
      ClusterState state = machine.state();
      boolean removed =
          !state.members().isEmpty() && !state.members().containsKey(identity.nodeId());
      end(removed ? Watcher.removal(self) : new Ending(true, "the replicated log has failed"));
    }
  }

  private void end(Ending ending) {
    if (!closing.get() && ended.complete(ending)) {
      LOG.info("coordinator ended: {}", ending.reason());
    }
  }

  /** Completes when the node ends by itself; never after {@link #close}. */
  public CompletableFuture<Ending> ended() {
    return ended.copy();
  }

  /** Who the node is. */
  public Identity identity() {
    return identity;
  }

  /** Where clients reach it, {@code host:port}. */
  public String address() {
    return self.clientAddress();
  }

  /** Whether the node leads. */
  public boolean leads() {
    return raft.leads();
  }

  /** Where the leader's clients reach it; empty while there is no leader. */
  public Optional<String> leaderAddress() {
    return raft.leader().map(Peer::clientAddress);
  }

  /** The newest configuration this node has. */
  public Configuration configuration() {
    return machine.state().coordinator().configuration();
  }

  /** Everything the log has led to on this node. */
  public ClusterState state() {
    return machine.state();
  }

  /** The index of the last log entry this node has applied; -1 if none. */
  public long appliedIndex() {
    return raft.appliedIndex();
  }

  /** How many log entries of clients this node has applied since it started. */
  public long appliedEntries() {
    return machine.appliedEntries();
  }

  /** How many follow the configuration at this node. */
  public int followers() {
    return publisher.followers();
  }

  /** Whether the node is an established member of a group that has a leader. */
  public boolean isReady() {
    return announcement.isDone() && raft.isAlive() && raft.leader().isPresent();
  }

  /**
   * Blocks until {@link #isReady}.
   *
   * @return whether it became so within the time
   */
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!isReady()) {
      if (ended.isDone() || System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  /**
   * Stops in order: clients are sent to other nodes, a snapshot is written, the directory is free.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    announcer.interrupt();
    duties.shutdownNow();
    server.shutdown();
    publisher.close();
    awaitTermination(server);
    channels.close();
    closeRaft();
    calls.shutdownNow();
    directory.close();
    LOG.info("coordinator stopped: id={}", identity.nodeId());
  }

  private static void awaitTermination(Server server) {
    try {
      if (!server.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void closeRaft() {
    // What must be on disk is there already, so a close that hangs may be left behind.
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(
            raft::close, task -> Thread.ofPlatform().daemon().name("raft-close").start(task));
    closed
        .completeOnTimeout(null, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> {
          LOG.warn("the log was not closed in order", failure);
          return null;
        })
        .join();
  }

  /** Reacts to what the node becomes. */
  private record Watcher(HeartbeatBook book, CompletableFuture<Ending> ended, MemberAddress self)
      implements ClusterMachine.Observer {
    @Override
    public void leading() {
      book.clear();
      LOG.info("coordinator leads: id={}", self.nodeId());
    }

    @Override
    public void following() {
      LOG.info("coordinator leads no longer: id={}", self.nodeId());
    }

    @Override
    public void removed() {
      if (ended.complete(removal(self))) {
        LOG.info("coordinator ended: {}", removal(self).reason());
      }
    }

    static Ending removal(MemberAddress self) {
      return new Ending(
          false,
          "coordinator "
              + self.nodeId()
              + " is no longer a member of the cluster; its data directory is not needed any more");
    }
  }
}
