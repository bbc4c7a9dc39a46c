package org.hyperdex.coordinator.state;

import org.hyperdex.coordinator.proto.CoordinatorPresent;
import org.hyperdex.coordinator.proto.LogEntry;
import org.hyperdex.coordinator.proto.Nudge;
import org.hyperdex.coordinator.proto.ServerLost;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.transport.proto.SubmitRequest;

/** Log entries as bytes. */
public final class Entries {
  private Entries() {}

  /** A command of a client. */
  public static byte[] submitted(SubmitRequest request) {
    return LogEntry.newBuilder().setSubmitted(request).build().toByteArray();
  }

  /** A server has been silent for too long. */
  public static byte[] serverLost(Server server) {
    return LogEntry.newBuilder()
        .setServerLost(
            ServerLost.newBuilder().setId(server.id()).setIncarnation(server.incarnation()))
        .build()
        .toByteArray();
  }

  /** Nothing, to be replicated. */
  public static byte[] nudge() {
    return LogEntry.newBuilder().setNudge(Nudge.getDefaultInstance()).build().toByteArray();
  }

  /** A node is a coordinator of the cluster, there. */
  public static byte[] coordinatorPresent(String clusterId, MemberAddress member) {
    return LogEntry.newBuilder()
        .setCoordinatorPresent(
            CoordinatorPresent.newBuilder()
                .setClusterId(clusterId)
                .setMember(Members.toProto(member)))
        .build()
        .toByteArray();
  }
}
