package org.hyperdex.coordinator.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/**
 * One member of the replication group: its log, its votes, its connections to the other members.
 *
 * <p>Thread-safe. Nothing here blocks but {@link #start} and {@link #close}. Futures complete on
 * threads of their own, where calling again or blocking holds up nobody.
 */
public final class RaftNode implements AutoCloseable {
  /**
   * Ratis completes reads on the thread that applies the log, holding a lock the next read needs:
   * whoever followed up there with another call would stop the log for good.
   */
  private static final Executor FOLLOW_UPS = Thread::startVirtualThread;

  private final RaftGroupId groupId;
  private final RaftServer server;
  private final RaftServer.Division division;
  private final ClientId clientId = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();

  private RaftNode(RaftGroupId groupId, RaftServer server, RaftServer.Division division) {
    this.groupId = groupId;
    this.server = server;
    this.division = division;
  }

  /**
   * Starts a member. What it has on disk is taken up again.
   *
   * @param clusterId names the group
   * @param self this member's id
   * @param founders the members of a group that is just being made; empty if the group exists: then
   *     the members are known from the log, or, with no log yet, the group's leader will call
   * @throws IOException if the port or the directory cannot be used
   */
  public static RaftNode start(
      RaftSettings settings, UUID clusterId, String self, List<Peer> founders, Machine machine)
      throws IOException {
    RaftGroupId groupId = RaftGroupId.valueOf(clusterId);
    List<RaftPeer> peers = founders.stream().map(peer -> peer.toRaft(0)).toList();
    RaftServer server =
        RaftServer.newBuilder()
            .setServerId(RaftPeerId.valueOf(self))
            .setGroup(RaftGroup.valueOf(groupId, peers))
            .setOption(RaftStorage.StartupOption.RECOVER)
            .setProperties(settings.properties())
            .setParameters(new Parameters())
            .setStateMachine(new MachineAdapter(machine))
            .build();
    try {
      server.start();
      return new RaftNode(groupId, server, server.getDivision(groupId));
    } catch (CompletionException e) {
      server.close();
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Whether this node leads and has applied everything that was committed before. */
  public boolean leads() {
    DivisionInfo info = division.getInfo();
    return info.isLeader() && info.isLeaderReady();
  }

  /** The leader as far as this node knows; empty while there is none. */
  public Optional<Peer> leader() {
    @Nullable RaftPeerId leader = division.getInfo().getLeaderId();
    return leader == null
        ? Optional.empty()
        : Optional.ofNullable(division.getRaftConf().getPeer(leader)).map(Peer::of);
  }

  /** The members as of the newest membership in this node's log, committed or not. */
  public List<Peer> members() {
    return division.getRaftConf().getCurrentPeers().stream()
        .map(Peer::of)
        .sorted(Comparator.comparing(Peer::id))
        .toList();
  }

  /**
   * Whether the peer belongs to the membership and that membership is committed and the only one.
   */
  public boolean isEstablished(Peer peer) {
    RaftConfiguration membership = division.getRaftConf();
    return membership.getPreviousPeers().isEmpty()
        && isAmong(membership.getCurrentPeers(), peer)
        && division.getInfo().getLastAppliedIndex() >= membership.getLogEntryIndex();
  }

  /**
   * Whether the peer counts when there must be a majority. One that is being taken in does not, and
   * while a membership changes one does that is in both.
   */
  public boolean counts(Peer peer) {
    RaftConfiguration membership = division.getRaftConf();
    Collection<RaftPeer> previous = membership.getPreviousPeers();
    return isAmong(membership.getCurrentPeers(), peer)
        && (previous.isEmpty() || isAmong(previous, peer));
  }

  private static boolean isAmong(Collection<RaftPeer> peers, Peer peer) {
    return peers.stream().map(Peer::of).anyMatch(peer::equals);
  }

  /** The term this node is in, whether or not it leads in it. */
  private long term() {
    return division.getInfo().getCurrentTerm();
  }

  /**
   * The term in which this node {@linkplain #leads leads}; empty if it does not. A node leads in a
   * term without interruption or not at all, so what it saw while it led in that term has not been
   * changed by any other leader.
   */
  public OptionalLong leadingTerm() {
    long term = term();
    return leads() && term() == term ? OptionalLong.of(term) : OptionalLong.empty();
  }

  /** The index of the last applied entry; -1 if none. */
  public long appliedIndex() {
    return division.getInfo().getLastAppliedIndex();
  }

  /** Whether the member is at work; once it is not, it never will be again. */
  public boolean isAlive() {
    return division.getInfo().isAlive();
  }

  /**
   * Appends an entry, if this node leads.
   *
   * @return the machine's reply, once a majority has the entry on disk and this node has applied
   *     it; fails with {@link RaftUnavailableException}
   */
  public CompletableFuture<byte[]> write(byte[] entry, Duration timeout) {
    return call(request(RaftClientRequest.writeRequestType(), timeout)
            .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry)))
            .build())
        .thenApply(reply -> reply.getMessage().getContent().toByteArray());
  }

  /**
   * Proves that this node leads now: completes with true if a majority took it for the leader at
   * some time after the call. Writes nothing.
   */
  public CompletableFuture<Boolean> confirmLeadership(Duration timeout) {
    if (!leads()) {
      return CompletableFuture.completedFuture(false);
    }
    long term = term();
    // A node that loses the leadership in between would ask the new leader: hence the second look.
    return call(request(RaftClientRequest.readRequestType(), timeout)
            .setMessage(Message.EMPTY)
            .build())
        .handle((_, failure) -> failure == null && leads() && term() == term);
  }

  /**
   * Replaces the membership, if this node leads. New members must be running; what they lack is
   * sent to them first.
   *
   * @return completes when the new membership is committed; fails with {@link
   *     RaftUnavailableException}, also when another change is under way
   */
  CompletableFuture<Void> setMembers(Collection<RaftPeer> members, Duration timeout) {
    SetConfigurationRequest request =
        new SetConfigurationRequest(
            clientId,
            server.getId(),
            groupId,
            calls.incrementAndGet(),
            SetConfigurationRequest.Arguments.newBuilder()
                .setServersInNewConf(List.copyOf(members))
                .build());
    try {
      return checked(server.setConfigurationAsync(request), timeout).thenApply(_ -> null);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(unavailable(e));
    }
  }

  /** The members with what Ratis keeps about them. */
  Collection<RaftPeer> raftMembers() {
    return division.getRaftConf().getCurrentPeers();
  }

  private RaftClientRequest.Builder request(RaftClientRequest.Type type, Duration timeout) {
    return RaftClientRequest.newBuilder()
        .setClientId(clientId)
        .setServerId(server.getId())
        .setGroupId(groupId)
        .setCallId(calls.incrementAndGet())
        .setTimeoutMs(timeout.toMillis())
        .setType(type);
  }

  private CompletableFuture<RaftClientReply> call(RaftClientRequest request) {
    try {
      return checked(
          server.submitClientRequestAsync(request), Duration.ofMillis(request.getTimeoutMs()));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(unavailable(e));
    }
  }

  private static CompletableFuture<RaftClientReply> checked(
      CompletableFuture<RaftClientReply> future, Duration timeout) {
    return future
        .copy()
        .orTimeout(timeout.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
        .handleAsync(
            (reply, failure) -> {
              if (failure != null) {
                throw unavailable(failure);
              }
              if (!reply.isSuccess()) {
                @Nullable Exception cause = reply.getException();
                throw cause == null
                    ? new RaftUnavailableException("refused by the log")
                    : unavailable(cause);
              }
              return reply;
            },
            FOLLOW_UPS);
  }

  private static RaftUnavailableException unavailable(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return new RaftUnavailableException(
        "the log is not available: " + cause.getClass().getSimpleName(), cause);
  }

  /** Leaves the group's work, with a snapshot; the member can be started again. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
