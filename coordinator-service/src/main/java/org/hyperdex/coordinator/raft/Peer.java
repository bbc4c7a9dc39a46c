package org.hyperdex.coordinator.raft;

import org.apache.ratis.protocol.RaftPeer;
import org.jspecify.annotations.Nullable;

/**
 * A member of the group.
 *
 * @param id its name in the group, made of letters, digits and dashes
 * @param raftAddress {@code host:port} where the other members call it
 * @param clientAddress {@code host:port} where clients call it
 */
public record Peer(String id, String raftAddress, String clientAddress) {
  RaftPeer toRaft(int priority) {
    return RaftPeer.newBuilder()
        .setId(id)
        .setAddress(raftAddress)
        .setClientAddress(clientAddress)
        .setPriority(priority)
        .build();
  }

  static Peer of(RaftPeer peer) {
    return new Peer(
        peer.getId().toString(), orEmpty(peer.getAddress()), orEmpty(peer.getClientAddress()));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
