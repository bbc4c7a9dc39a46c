package org.hyperdex.coordinator.state;

import org.hyperdex.coordinator.proto.Member;

/** {@link MemberAddress} in the log and in snapshots. */
public final class Members {
  private Members() {}

  /** Reads one. */
  public static MemberAddress of(Member member) {
    return new MemberAddress(
        member.getNodeId(),
        member.getPeerId(),
        member.getHost(),
        member.getPort(),
        member.getRaftPort());
  }

  /** Writes one. */
  public static Member toProto(MemberAddress member) {
    return Member.newBuilder()
        .setNodeId(member.nodeId())
        .setPeerId(member.peerId())
        .setHost(member.host())
        .setPort(member.port())
        .setRaftPort(member.raftPort())
        .build();
  }
}
