package org.hyperdex.coordinator.state;

import java.util.List;
import java.util.Set;
import org.hyperdex.coordinator.proto.AdvanceRecoveries;
import org.hyperdex.coordinator.proto.AssignJoiners;
import org.hyperdex.coordinator.proto.IndicesReady;
import org.hyperdex.coordinator.proto.Places;
import org.hyperdex.coordinator.proto.ServersLost;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Recovery;
import org.hyperdex.core.coordinator.Repair;

/** Commands as the coordinators' leader gives them to itself, read from the log. */
final class LeaderCommands {
  private LeaderCommands() {}

  static Command of(ServersLost lost) {
    return new Command.ServersLost(
        Command.ITSELF,
        0,
        lost.getServersList().stream()
            .map(server ->
                new Command.ServerLost(
                    Command.ITSELF,
                    0,
                    server.getId(),
                    server.getIncarnation(),
                    Recovery.Reason.valueOf(server.getReason()),
                    server.getSinceMillis()))
            .toList());
  }

  static Command of(AssignJoiners assign) {
    return new Command.AssignJoiners(
        Command.ITSELF,
        0,
        new Repair.Policy(
            assign.getReplacementDelayMillis(),
            assign.getJoinsPerServer(),
            Set.copyOf(assign.getExcludedList())));
  }

  static Command joinersReady(Places places) {
    return new Command.JoinersReady(Command.ITSELF, 0, of(places));
  }

  static Command retireMembers(Places places) {
    return new Command.RetireMembers(Command.ITSELF, 0, places.getOnlyVersion(), of(places));
  }

  static Command of(IndicesReady ready) {
    return new Command.IndicesReady(Command.ITSELF, 0, ready.getIndicesList());
  }

  private static List<Command.Place> of(Places places) {
    return places.getPlacesList().stream()
        .map(place -> new Command.Place(place.getRegion(), place.getEpoch(), place.getServer()))
        .toList();
  }

  static Command of(AdvanceRecoveries advance) {
    return new Command.AdvanceRecoveries(
        Command.ITSELF,
        0,
        advance.getProgressList().stream()
            .map(progress ->
                new Command.Progress(
                    progress.getRecovery(), Recovery.Phase.valueOf(progress.getPhase())))
            .toList());
  }
}
