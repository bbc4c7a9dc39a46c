package org.hyperdex.coordinator;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.hyperdex.coordinator.control.NodeChannels;
import org.hyperdex.coordinator.control.PeerNames;
import org.hyperdex.coordinator.directory.DataDirectory;
import org.hyperdex.coordinator.directory.Identity;
import org.hyperdex.coordinator.raft.Peer;
import org.hyperdex.coordinator.raft.RaftNode;
import org.hyperdex.coordinator.raft.RaftUnavailableException;
import org.hyperdex.coordinator.state.ClusterState;
import org.hyperdex.coordinator.state.Entries;
import org.hyperdex.coordinator.state.MemberAddress;
import org.hyperdex.transport.proto.JoinRequest;
import org.hyperdex.transport.proto.JoinResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a started node an established member at its present address: the founder by writing the
 * first entry, any other by asking the members it knows, again and again until the membership has
 * it.
 *
 * <p>A node that is established already, the usual restart, asks nobody.
 */
final class Announcement implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Identity identity;
  private final MemberAddress self;
  private final RaftNode raft;
  private final Supplier<ClusterState> state;
  private final DataDirectory directory;
  private final NodeChannels channels;
  private final List<String> hints;
  private final java.util.function.Consumer<String> refused;
  private volatile boolean done;
  private String lastTrouble = "";

  /**
   * @param hints where members of the cluster may be found
   * @param refused is given the reason if the cluster does not take the node, for good
   */
  Announcement(
      Identity identity,
      MemberAddress self,
      RaftNode raft,
      Supplier<ClusterState> state,
      DataDirectory directory,
      NodeChannels channels,
      List<String> hints,
      java.util.function.Consumer<String> refused) {
    this.identity = identity;
    this.self = self;
    this.raft = raft;
    this.state = state;
    this.directory = directory;
    this.channels = channels;
    this.hints = hints;
    this.refused = refused;
  }

  @Override
  public void run() {
    try {
      while (!isEstablished()) {
        if (!announce()) {
          return;
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      // The node stops.
      return;
    }
    if (identity.phase() != Identity.Phase.MEMBER) {
      directory.writeIdentity(identity.withPhase(Identity.Phase.MEMBER));
      LOG.info(
          "coordinator is a member: id={} cluster={} address={}",
          self.nodeId(),
          identity.clusterId(),
          self.clientAddress());
    }
    done = true;
  }

  /** Whether the node was established since it started, and its directory says so. */
  boolean isDone() {
    return done;
  }

  private boolean isEstablished() {
    return self.equals(state.get().members().get(self.nodeId()))
        && raft.isEstablished(PeerNames.peer(self));
  }

  /** Returns false if there is no use in going on. */
  private boolean announce() {
    if (raft.leads()) {
      try {
        raft.write(Entries.coordinatorPresent(identity.clusterId(), self), CALL_TIMEOUT).join();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof RaftUnavailableException)) {
          throw e;
        }
      }
      return true;
    }
    if (identity.phase() == Identity.Phase.FOUNDING) {
      return true;
    }
    JoinRequest request =
        JoinRequest.newBuilder()
            .setClusterId(identity.clusterId())
            .setNodeId(self.nodeId())
            .setHost(self.host())
            .setPort(self.port())
            .setRaftPort(self.raftPort())
            .build();
    for (String address : candidates()) {
      try {
        JoinResponse response = channels.to(address, CALL_TIMEOUT).join(request);
        if (response.getError().isEmpty()) {
          return true;
        }
        refused.accept(response.getDetail());
        return false;
      } catch (StatusRuntimeException e) {
        trouble(address + " " + e.getStatus().getCode());
      }
    }
    return true;
  }

  private Set<String> candidates() {
    Set<String> addresses = new LinkedHashSet<>();
    raft.leader().map(Peer::clientAddress).ifPresent(addresses::add);
    state.get().members().values().forEach(member -> addresses.add(member.clientAddress()));
    addresses.addAll(hints);
    addresses.remove(self.clientAddress());
    return addresses;
  }

  private void trouble(String text) {
    if (!text.equals(lastTrouble)) {
      lastTrouble = text;
      LOG.info("waiting for a coordinator to join: {}", text);
    }
  }
}
