package org.hyperdex.coordinator.state;

import java.util.List;
import org.hyperdex.coordinator.proto.AdvanceRecoveries;
import org.hyperdex.coordinator.proto.AssignJoiners;
import org.hyperdex.coordinator.proto.CoordinatorPresent;
import org.hyperdex.coordinator.proto.IndicesReady;
import org.hyperdex.coordinator.proto.LogEntry;
import org.hyperdex.coordinator.proto.Nudge;
import org.hyperdex.coordinator.proto.Place;
import org.hyperdex.coordinator.proto.Places;
import org.hyperdex.coordinator.proto.RecoveryProgress;
import org.hyperdex.coordinator.proto.ServerLost;
import org.hyperdex.coordinator.proto.ServerProcess;
import org.hyperdex.coordinator.proto.ServersLost;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Repair;
import org.hyperdex.transport.proto.SubmitRequest;

/**
 * Log entries as bytes. Each carries the time at which it was made: it is here, and nowhere else,
 * that time enters the log.
 */
public final class Entries {
  private Entries() {}

  /** A command of a client. */
  public static byte[] submitted(SubmitRequest request) {
    return bytes(LogEntry.newBuilder().setSubmitted(request));
  }

  /** A command of a client that has an effect only where {@code dismissal} still holds. */
  public static byte[] submitted(SubmitRequest request, Dismissal dismissal) {
    return bytes(
        LogEntry.newBuilder()
            .setSubmitted(request)
            .setOnlyTerm(dismissal.term())
            .setOnlyProcess(
                ServerProcess.newBuilder()
                    .setServer(dismissal.server())
                    .setIncarnation(dismissal.incarnation())));
  }

  /** Servers are lost, as the leader of {@code term} found out. */
  public static byte[] serversLost(List<Command.ServerLost> lost, long term) {
    ServersLost.Builder servers = ServersLost.newBuilder();
    for (Command.ServerLost server : lost) {
      servers.addServers(
          ServerLost.newBuilder()
              .setId(server.id())
              .setIncarnation(server.incarnation())
              .setReason(server.reason().name())
              .setSinceMillis(server.sinceMillis()));
    }
    return bytes(LogEntry.newBuilder().setServersLost(servers).setOnlyTerm(term));
  }

  /** Regions lack replicas. */
  public static byte[] assignJoiners(Repair.Policy policy) {
    return bytes(
        LogEntry.newBuilder()
            .setAssignJoiners(
                AssignJoiners.newBuilder()
                    .setReplacementDelayMillis(policy.replacementDelayMillis())
                    .setJoinsPerServer(policy.joinsPerServer())
                    .addAllExcluded(policy.excluded())));
  }

  /** Joiners are up to date. */
  public static byte[] joinersReady(List<Command.Place> ready) {
    return bytes(LogEntry.newBuilder().setJoinersReady(places(ready)));
  }

  /**
   * Live members leave, who have no leases as the leader of {@code term} knows.
   *
   * @param version of the state that it was decided for
   */
  public static byte[] retireMembers(List<Command.Place> members, long version, long term) {
    return bytes(
        LogEntry.newBuilder()
            .setRetireMembers(places(members).toBuilder().setOnlyVersion(version))
            .setOnlyTerm(term));
  }

  /** Indices are complete everywhere. */
  public static byte[] indicesReady(List<Long> indices) {
    return bytes(
        LogEntry.newBuilder().setIndicesReady(IndicesReady.newBuilder().addAllIndices(indices)));
  }

  private static Places places(List<Command.Place> places) {
    Places.Builder builder = Places.newBuilder();
    for (Command.Place place : places) {
      builder.addPlaces(
          Place.newBuilder()
              .setRegion(place.region())
              .setEpoch(place.epoch())
              .setServer(place.server()));
    }
    return builder.build();
  }

  /** Recoveries have come further. */
  public static byte[] advanceRecoveries(List<Command.Progress> progress) {
    AdvanceRecoveries.Builder builder = AdvanceRecoveries.newBuilder();
    for (Command.Progress one : progress) {
      builder.addProgress(
          RecoveryProgress.newBuilder().setRecovery(one.recovery()).setPhase(one.phase().name()));
    }
    return bytes(LogEntry.newBuilder().setAdvanceRecoveries(builder));
  }

  /** Nothing, to be replicated. */
  public static byte[] nudge() {
    return bytes(LogEntry.newBuilder().setNudge(Nudge.getDefaultInstance()));
  }

  /** A node is a coordinator of the cluster, there. */
  public static byte[] coordinatorPresent(String clusterId, MemberAddress member) {
    return bytes(
        LogEntry.newBuilder()
            .setCoordinatorPresent(
                CoordinatorPresent.newBuilder()
                    .setClusterId(clusterId)
                    .setMember(Members.toProto(member))));
  }

  private static byte[] bytes(LogEntry.Builder entry) {
    return entry.setAtMillis(System.currentTimeMillis()).build().toByteArray();
  }
}
