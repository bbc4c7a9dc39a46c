package org.hyperdex.simulation;

import java.util.function.LongFunction;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.KnownServer;
import org.hyperdex.core.coordinator.Response;
import org.hyperdex.simulation.Transitions.Table;

/** Sees what commands do to servers, as the coordinators know them. */
final class ServerObserver {
  private final Transitions transitions;

  ServerObserver(Transitions transitions) {
    this.transitions = transitions;
  }

  /** A command has made {@code after} of {@code before}. */
  void carriedOut(Command command, CoordinatorState before, CoordinatorState after) {
    see(command, before, server -> state(after, server));
  }

  /** A command has changed nothing. */
  void refused(Command command, CoordinatorState state, Response.Reason reason) {
    see(command, state, _ -> "refused: " + reason);
  }

  private void see(Command command, CoordinatorState before, LongFunction<String> result) {
    switch (command) {
      case Command.RegisterServer one -> passed(one.id(), "register", before, result);
      case Command.ServerOnline online ->
          passed(online.id(), "announced" + process(online, before), before, result);
      case Command.ServersLost lost ->
          lost.lost().forEach(one -> passed(one.id(), "lost", before, result));
      case Command.ServerShutdown shutdown -> passed(shutdown.id(), "shutdown", before, result);
      case Command.ServerKill kill -> passed(kill.id(), "kill", before, result);
      case Command.ServerOffline offline -> passed(offline.id(), "offline", before, result);
      case Command.ServerForget forget -> passed(forget.id(), "forget", before, result);
      case Command.ReleaseServer release -> passed(release.id(), "online", before, result);
      default -> {}
    }
  }

  private static String process(Command.ServerOnline online, CoordinatorState before) {
    boolean same = before.server(online.id()).filter(s -> s.start() == online.start()).isPresent();
    boolean serves = before.server(online.id()).filter(KnownServer::available).isPresent();
    return !serves ? "" : same ? " again" : " by a new process";
  }

  private void passed(
      long server, String input, CoordinatorState before, LongFunction<String> result) {
    transitions.passed(
        Table.SERVER, state(before, server) + ", " + input + " -> " + result.apply(server));
  }

  private static String state(CoordinatorState state, long server) {
    return state
        .server(server)
        .map(known -> known.state() + (known.held() ? " held" : ""))
        .orElse("(unknown)");
  }
}
