package org.hyperdex.core.coordinator;

import java.util.Optional;

/** Decides what comes of commands. A function: it mutates nothing and remembers nothing. */
public final class Coordinator {
  private Coordinator() {}

  /** Judges a command that came at no particular time, as if it were the beginning of time. */
  public static Decision decide(CoordinatorState state, Command command) {
    return decide(state, command, 0);
  }

  /**
   * Judges {@code command} against {@code state}.
   *
   * <p>A command of a client that was answered before has no events and the same response. A
   * refused command changes nothing but that its response is remembered.
   *
   * @param nowMillis when the command entered the log, in milliseconds since 1970 by the clock of
   *     the coordinators' leader; may go back when the leader changes
   */
  public static Decision decide(CoordinatorState state, Command command, long nowMillis) {
    boolean remembered = command.client() != Command.ITSELF;
    if (remembered) {
      Optional<Response> before = state.responses().find(command.client(), command.sequence());
      if (before.isPresent()) {
        return new Draft(state, nowMillis).decision(before.get());
      }
      if (state.responses().forgotten(command.client(), command.sequence())) {
        return new Draft(state, nowMillis).decision(outcomeForgotten());
      }
    }
    Draft draft = new Draft(state, nowMillis);
    if (!state.founded() && !(command instanceof Command.Found)) {
      return draft.decision(
          draft.refuse(
              Response.Reason.NOT_FOUNDED,
              "the cluster has not been founded yet; wait until its first coordinator is up"));
    }
    Response response = decide(draft, command);
    if (remembered) {
      draft.add(new Event.ResponseRecorded(command.client(), command.sequence(), response));
    }
    return draft.decision(response);
  }

  private static Response decide(Draft draft, Command command) {
    return switch (command) {
      case Command.Found found -> ClusterDecisions.found(draft, found);
      case Command.AddCoordinator add -> ClusterDecisions.addCoordinator(draft, add);
      case Command.UpdateCoordinator update -> ClusterDecisions.updateCoordinator(draft, update);
      case Command.RemoveCoordinator remove -> ClusterDecisions.removeCoordinator(draft, remove);
      case Command.SetReadOnly set -> ClusterDecisions.setReadOnly(draft, set);
      case Command.AddSpace add -> SpaceDecisions.add(draft, add);
      case Command.RemoveSpace remove -> SpaceDecisions.remove(draft, remove);
      case Command.RenameSpace rename -> SpaceDecisions.rename(draft, rename);
      case Command.RegisterServer register -> ServerDecisions.register(draft, register);
      case Command.ServerOnline online -> ServerDecisions.online(draft, online);
      case Command.ServerShutdown shutdown -> ServerDecisions.shutdown(draft, shutdown);
      case Command.ServerLost lost -> ServerDecisions.lost(draft, lost);
      case Command.ServersLost lost -> ServerDecisions.lost(draft, lost);
      case Command.ServerOffline offline -> ServerDecisions.offline(draft, offline);
      case Command.ReleaseServer release -> ServerDecisions.release(draft, release);
      case Command.ServerKill kill -> ServerDecisions.kill(draft, kill);
      case Command.ServerForget forget -> ForgetDecisions.forget(draft, forget);
      case Command.SetFaultTolerance set -> SpaceDecisions.setFaultTolerance(draft, set);
      case Command.AddIndex add -> IndexDecisions.add(draft, add);
      case Command.RemoveIndex remove -> IndexDecisions.remove(draft, remove);
      case Command.IndicesReady ready -> IndexDecisions.ready(draft, ready);
      case Command.AssignJoiners assign -> ChainDecisions.assignJoiners(draft, assign);
      case Command.JoinersReady ready -> ChainDecisions.joinersReady(draft, ready);
      case Command.RetireMembers retire -> ChainDecisions.retire(draft, retire);
      case Command.AdvanceRecoveries advance -> RecoveryDecisions.advance(draft, advance);
    };
  }

  private static Response outcomeForgotten() {
    return new Response.Refused(
        Response.Reason.OUTCOME_FORGOTTEN,
        "the client has been answered later commands since; look at the configuration to see whether"
            + " this one took effect");
  }
}
