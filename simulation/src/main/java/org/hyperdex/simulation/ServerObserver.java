package org.hyperdex.simulation;

import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.KnownServer;
import org.hyperdex.simulation.Transitions.Table;

/** Sees what commands do to servers, as the coordinators know them. */
final class ServerObserver {
  private final Transitions transitions;

  ServerObserver(Transitions transitions) {
    this.transitions = transitions;
  }

  /** A command has made {@code after} of {@code before}. */
  void carriedOut(Command command, CoordinatorState before, CoordinatorState after) {
    switch (command) {
      case Command.ServerOnline online -> {
        boolean same =
            before.server(online.id()).filter(s -> s.start() == online.start()).isPresent();
        boolean serves = before.server(online.id()).filter(KnownServer::available).isPresent();
        String how = !serves ? "" : same ? " again" : " by a new process";
        passed(online.id(), "announced" + how, before, after);
      }
      case Command.ServersLost lost ->
          lost.lost().forEach(one -> passed(one.id(), "lost", before, after));
      case Command.ServerShutdown shutdown -> passed(shutdown.id(), "shutdown", before, after);
      case Command.ServerKill kill -> passed(kill.id(), "kill", before, after);
      case Command.ServerOffline offline -> passed(offline.id(), "offline", before, after);
      case Command.ServerForget forget -> passed(forget.id(), "forget", before, after);
      case Command.ReleaseServer release -> passed(release.id(), "online", before, after);
      default -> {}
    }
  }

  private void passed(long server, String input, CoordinatorState before, CoordinatorState after) {
    transitions.passed(
        Table.SERVER, state(before, server) + ", " + input + " -> " + state(after, server));
  }

  private static String state(CoordinatorState state, long server) {
    return state
        .server(server)
        .map(known -> known.state() + (known.held() ? " held" : ""))
        .orElse("(unknown)");
  }
}
