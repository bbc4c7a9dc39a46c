package org.hyperdex.coordinator.control;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import org.hyperdex.coordinator.raft.Peer;
import org.hyperdex.coordinator.state.MemberAddress;
import org.hyperdex.transport.proto.JoinRequest;

/**
 * How nodes are called in the replication group.
 *
 * <p>The others remember a peer's address for good, by its name. So a node that moved is another
 * peer, which takes the place of the old one: its name is made of the node's and of the address.
 */
public final class PeerNames {
  private PeerNames() {}

  /** The peer a node is at that address, {@code host:port}. */
  public static String of(String nodeId, String raftAddress) {
    CRC32 sum = new CRC32();
    sum.update(raftAddress.getBytes(StandardCharsets.UTF_8));
    return nodeId + "-" + String.format("%08x", sum.getValue());
  }

  /**
   * The node that asks to join.
   *
   * @param known what is known of it; its name among the peers stays while it is reached where it
   *     was
   */
  static MemberAddress member(JoinRequest request, Optional<MemberAddress> known) {
    String raftAddress = request.getHost() + ":" + request.getRaftPort();
    String peerId =
        known
            .filter(member -> member.raftAddress().equals(raftAddress))
            .map(MemberAddress::peerId)
            .orElseGet(() -> of(request.getNodeId(), raftAddress));
    return new MemberAddress(
        request.getNodeId(), peerId, request.getHost(), request.getPort(), request.getRaftPort());
  }

  /** A node as a member of the group. */
  public static Peer peer(MemberAddress member) {
    return new Peer(member.peerId(), member.raftAddress(), member.clientAddress());
  }
}
