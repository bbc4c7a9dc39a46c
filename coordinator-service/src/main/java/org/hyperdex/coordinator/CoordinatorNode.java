package org.hyperdex.coordinator;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperdex.coordinator.control.ConfigurationPublisher;
import org.hyperdex.coordinator.control.ControlServer;
import org.hyperdex.coordinator.control.ControlService;
import org.hyperdex.coordinator.control.LeaderWork;
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
import org.hyperdex.coordinator.state.Entries;
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
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final DataDirectory directory;
  private final Identity identity;
  private final MemberAddress self;
  private final NodeLife life;
  private final ClusterMachine machine;
  private final RaftNode raft;
  private final ConfigurationPublisher publisher = new ConfigurationPublisher();
  private final NodeChannels channels;
  private final ControlServer server;
  private final Duties duties;
  private final Announcement announcement;
  private final Thread announcer;
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
    this.self =
        new MemberAddress(
            identity.nodeId(),
            identity.peerId(),
            options.listen(),
            options.port(),
            options.raftPort());
    this.life = new NodeLife(identity.nodeId());
    this.machine = new ClusterMachine(publisher::publish, life);
    this.raft = startRaft(options);
    LeaderWork work =
        LeaderWork.of(
            raft,
            machine::state,
            options.recovery().detection(),
            options.recovery().repair(),
            System::nanoTime);
    this.server = startServer(options, work);
    MembershipKeeper keeper = new MembershipKeeper(raft, this::wantedPeers, Entries.nudge());
    this.duties =
        new Duties(List.of(work::step, keeper::step, this::rememberCoordinators, this::noticeEnd));
    this.announcement =
        new Announcement(
            identity,
            self,
            raft,
            machine::state,
            directory,
            channels,
            hints(options),
            reason -> life.failed("the cluster does not take this node: " + reason));
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

  private ControlServer startServer(CoordinatorOptions options, LeaderWork work)
      throws IOException {
    ControlService service =
        new ControlService(
            identity, raft, machine::state, publisher, channels, work, System::nanoTime);
    try {
      return ControlServer.start(options.listen(), options.port(), service);
    } catch (IOException e) {
      life.stop();
      raft.close();
      publisher.close();
      throw e;
    }
  }

  private List<String> hints(CoordinatorOptions options) {
    Set<String> hints = new LinkedHashSet<>(directory.knownCoordinators());
    hints.addAll(options.connect());
    return List.copyOf(hints);
  }

  private List<Peer> wantedPeers() {
    return machine.state().members().values().stream().map(PeerNames::peer).toList();
  }

  private void rememberCoordinators() {
    List<String> addresses =
        machine.state().members().values().stream().map(MemberAddress::clientAddress).toList();
    if (!addresses.isEmpty()) {
      directory.writeKnownCoordinators(addresses);
    }
  }

  private void noticeEnd() {
    if (raft.isAlive() || life.ended().isDone()) {
      return;
    }
    ClusterState state = machine.state();
    if (!state.members().isEmpty() && !state.members().containsKey(identity.nodeId())) {
      life.removed();
    } else {
      life.failed("the replicated log has stopped");
    }
  }

  /** Completes when the node ends by itself; never after {@link #close}. */
  public CompletableFuture<Ending> ended() {
    return life.ended().copy();
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
      if (life.ended().isDone() || System.nanoTime() - end > 0) {
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
    life.stop();
    announcer.interrupt();
    duties.close();
    server.refuse();
    publisher.close();
    server.close();
    channels.close();
    closeRaft();
    directory.close();
    LOG.info("coordinator stopped: id={}", identity.nodeId());
  }

  private void closeRaft() {
    // What must be on disk is there already, so a close that hangs may be left behind.
    CompletableFuture.runAsync(
            raft::close, task -> Thread.ofPlatform().daemon().name("raft-close").start(task))
        .completeOnTimeout(null, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> {
          LOG.warn("the log was not closed in order", failure);
          return null;
        })
        .join();
  }
}
