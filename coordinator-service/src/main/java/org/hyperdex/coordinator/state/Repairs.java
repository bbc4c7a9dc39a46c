package org.hyperdex.coordinator.state;

import java.util.List;
import java.util.TreeMap;
import org.hyperdex.core.coordinator.AcceptedLoss;
import org.hyperdex.core.coordinator.FormerMember;
import org.hyperdex.core.coordinator.FormerMembers;
import org.hyperdex.core.coordinator.Recovery;
import org.hyperdex.core.coordinator.RepairState;
import org.hyperdex.transport.proto.RecoveryStep;

/** What is remembered of failures, in snapshots and as others are told. */
public final class Repairs {
  private Repairs() {}

  static org.hyperdex.coordinator.proto.Repairs toProto(RepairState repair) {
    var proto = org.hyperdex.coordinator.proto.Repairs.newBuilder();
    repair
        .formers()
        .byRegion()
        .forEach((region, members) -> {
          var formers = org.hyperdex.coordinator.proto.FormerMembers.newBuilder().setRegion(region);
          members.forEach(member ->
              formers.addMembers(
                  org.hyperdex.coordinator.proto.FormerMember.newBuilder()
                      .setServer(member.server())
                      .setLostMillis(member.lostMillis())));
          proto.addFormers(formers);
        });
    repair.recoveries().forEach(recovery -> proto.addRecoveries(toProto(recovery)));
    repair
        .losses()
        .forEach(loss ->
            proto.addLosses(
                org.hyperdex.coordinator.proto.AcceptedLoss.newBuilder()
                    .setServer(loss.server())
                    .setAtMillis(loss.atMillis())
                    .addAllRegions(loss.regions())));
    return proto.setLeaseFloor(repair.leaseFloor()).build();
  }

  /** A recovery as others are told; without what is copied at the moment. */
  public static org.hyperdex.transport.proto.Recovery toProto(Recovery recovery) {
    var proto =
        org.hyperdex.transport.proto.Recovery.newBuilder()
            .setId(recovery.id())
            .setServer(recovery.server())
            .setIncarnation(recovery.incarnation())
            .setServers(recovery.servers())
            .setVersion(recovery.version())
            .addAllRegions(recovery.regions());
    recovery
        .steps()
        .forEach(step ->
            proto.addSteps(
                RecoveryStep.newBuilder()
                    .setPhase(step.phase().name())
                    .setAtMillis(step.atMillis())
                    .setReason(step.reason().name())));
    return proto.build();
  }

  static RepairState of(org.hyperdex.coordinator.proto.Repairs proto) {
    TreeMap<Long, List<FormerMember>> formers = new TreeMap<>();
    proto
        .getFormersList()
        .forEach(region ->
            formers.put(
                region.getRegion(),
                region.getMembersList().stream()
                    .map(member -> new FormerMember(member.getServer(), member.getLostMillis()))
                    .toList()));
    return new RepairState(
        new FormerMembers(formers),
        proto.getRecoveriesList().stream().map(Repairs::of).toList(),
        proto.getLossesList().stream()
            .map(loss ->
                new AcceptedLoss(loss.getServer(), loss.getAtMillis(), loss.getRegionsList()))
            .toList(),
        proto.getLeaseFloor());
  }

  private static Recovery of(org.hyperdex.transport.proto.Recovery proto) {
    return new Recovery(
        proto.getId(),
        proto.getServer(),
        proto.getIncarnation(),
        proto.getServers(),
        proto.getVersion(),
        proto.getRegionsList(),
        proto.getStepsList().stream()
            .map(step ->
                new Recovery.Step(
                    Recovery.Phase.valueOf(step.getPhase()),
                    step.getAtMillis(),
                    Recovery.Reason.valueOf(step.getReason())))
            .toList());
  }
}
