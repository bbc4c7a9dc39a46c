package org.hyperdex.coordinator.state;

import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperdex.coordinator.proto.CoordinatorPresent;
import org.hyperdex.coordinator.proto.LogEntry;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Coordinator;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.Decision;
import org.hyperdex.core.coordinator.Event;
import org.hyperdex.core.coordinator.Evolution;
import org.hyperdex.core.coordinator.Response;

/**
 * What a log entry makes of a state: the next state and the response.
 *
 * @param state after the entry
 * @param response to whoever wrote the entry
 */
public record Transition(ClusterState state, Response response) {

  /** Applies an entry. Total: every entry has a response, also one that makes no sense. */
  public static Transition of(ClusterState state, LogEntry entry) {
    long now = entry.getAtMillis();
    return switch (entry.getCommandCase()) {
      case SUBMITTED ->
          Commands.of(entry.getSubmitted())
              .map(command -> withCommand(state, command, now))
              .orElseGet(() -> unknown(state));
      case SERVERS_LOST -> withCommand(state, LeaderCommands.of(entry.getServersLost()), now);
      case ASSIGN_JOINERS -> withCommand(state, LeaderCommands.of(entry.getAssignJoiners()), now);
      case JOINERS_READY ->
          withCommand(state, LeaderCommands.joinersReady(entry.getJoinersReady()), now);
      case RETIRE_MEMBERS ->
          withCommand(state, LeaderCommands.retireMembers(entry.getRetireMembers()), now);
      case ADVANCE_RECOVERIES ->
          withCommand(state, LeaderCommands.of(entry.getAdvanceRecoveries()), now);
      case INDICES_READY -> withCommand(state, LeaderCommands.of(entry.getIndicesReady()), now);
      case COORDINATOR_PRESENT -> present(state, entry.getCoordinatorPresent(), now);
      case NUDGE -> new Transition(state, new Response.Done(state.coordinator().version(), 0));
      case COMMAND_NOT_SET -> unknown(state);
    };
  }

  private static Transition unknown(ClusterState state) {
    return new Transition(
        state,
        new Response.Refused(
            Response.Reason.MALFORMED, "the command is not one this version knows"));
  }

  private static Transition present(ClusterState state, CoordinatorPresent present, long now) {
    MemberAddress member = Members.of(present.getMember());
    ClusterState founded =
        withCommand(state, new Command.Found(Command.ITSELF, 0, present.getClusterId()), now)
            .state();
    String id = member.nodeId();
    Command command =
        founded.coordinator().coordinator(id).isPresent()
            ? new Command.UpdateCoordinator(Command.ITSELF, 0, id, member.host(), member.port())
            : new Command.AddCoordinator(Command.ITSELF, 0, id, member.host(), member.port());
    Transition decided = withCommand(founded, command, now);
    if (decided.response() instanceof Response.Refused) {
      return decided;
    }
    SortedMap<String, MemberAddress> members = new TreeMap<>(decided.state().members());
    members.put(id, member);
    return new Transition(
        new ClusterState(decided.state().coordinator(), members), decided.response());
  }

  private static Transition withCommand(ClusterState state, Command command, long now) {
    Decision decision = Coordinator.decide(state.coordinator(), command, now);
    CoordinatorState next = state.coordinator();
    for (Event event : decision.events()) {
      next = Evolution.evolve(next, event);
    }
    SortedMap<String, MemberAddress> members = new TreeMap<>(state.members());
    CoordinatorState decided = next;
    members.keySet().removeIf(id -> decided.coordinator(id).isEmpty());
    return new Transition(new ClusterState(decided, members), decision.response());
  }
}
