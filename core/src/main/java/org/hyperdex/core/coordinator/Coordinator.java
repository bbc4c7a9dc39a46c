package org.hyperdex.core.coordinator;

import java.util.Optional;

/** Decides what comes of commands. A function: it mutates nothing and remembers nothing. */
public final class Coordinator {
  private Coordinator() {}

  /**
   * Judges {@code command} against {@code state}.
   *
   * <p>A command of a client that was answered before has no events and the same response. A
   * refused command changes nothing but that its response is remembered.
   */
  public static Decision decide(CoordinatorState state, Command command) {
    boolean remembered = command.client() != Command.ITSELF;
    if (remembered) {
      Optional<Response> before = state.responses().find(command.client(), command.sequence());
      if (before.isPresent()) {
        return new Draft(state).decision(before.get());
      }
      if (state.responses().forgotten(command.client(), command.sequence())) {
        return new Draft(state).decision(outcomeForgotten());
      }
    }
    Draft draft = new Draft(state);
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
      case Command.ServerOffline offline -> ServerDecisions.offline(draft, offline);
      case Command.ReleaseServer release -> ServerDecisions.release(draft, release);
      case Command.ServerKill kill -> ServerDecisions.kill(draft, kill);
      case Command.ServerForget forget -> ServerDecisions.forget(draft, forget);
    };
  }

  private static Response outcomeForgotten() {
    return new Response.Refused(
        Response.Reason.OUTCOME_FORGOTTEN,
        "the client has been answered later commands since; look at the configuration to see whether"
            + " this one took effect");
  }
}
