package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.coordinator.Response.Reason;

/** Decides commands about storage servers. {@link Evolution} has the table of their transitions. */
final class ServerDecisions {
  private ServerDecisions() {}

  static Response register(Draft draft, Command.RegisterServer command) {
    Optional<Response> refusal = checkIdentity(draft, command.id(), command.host(), command.port());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (draft.state().server(command.id()).isPresent()) {
      return draft.refuse(
          Reason.DUPLICATE, "server " + text(command.id()) + " is registered already");
    }
    Optional<Response> taken = checkAddress(draft, command.id(), command.host(), command.port());
    if (taken.isPresent()) {
      return taken.get();
    }
    draft.add(
        new Event.ServerRegistered(command.id(), command.host(), command.port(), command.zone()));
    return draft.done();
  }

  static Response online(Draft draft, Command.ServerOnline command) {
    Optional<Response> refusal = checkIdentity(draft, command.id(), command.host(), command.port());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<KnownServer> known = draft.state().server(command.id());
    if (known.isPresent() && known.get().state() == ServerState.KILLED) {
      return banned(draft, command.id());
    }
    if (known.isPresent() && known.get().held()) {
      return draft.refuse(
          Reason.HELD,
          "server "
              + text(command.id())
              + " was taken offline by an operator; 'server-online "
              + text(command.id())
              + "' lets it come back");
    }
    Optional<Response> taken = checkAddress(draft, command.id(), command.host(), command.port());
    if (taken.isPresent()) {
      return taken.get();
    }
    if (known.isEmpty()) {
      draft.add(
          new Event.ServerRegistered(command.id(), command.host(), command.port(), command.zone()));
    }
    return announce(draft, command);
  }

  private static Response announce(Draft draft, Command.ServerOnline command) {
    KnownServer known = draft.state().server(command.id()).orElseThrow();
    Server before = known.server();
    boolean newProcess = !known.isSame(command.start());
    long incarnation = before.incarnation() + (newProcess ? 1 : 0);
    Server announced =
        new Server(
            command.id(),
            command.host(),
            command.port(),
            ServerState.AVAILABLE,
            command.zone(),
            incarnation);
    if (before.equals(announced)) {
      return draft.done(incarnation);
    }
    draft.add(
        new Event.ServerAnnounced(
            command.id(),
            command.host(),
            command.port(),
            command.zone(),
            command.start(),
            incarnation));
    if (newProcess && draft.state().regionsOf(command.id()) > 0) {
      draft.add(new Event.EpochsRaised(command.id()));
      ChainDecisions.goOnWith(draft, command.id());
    }
    SpaceDecisions.placeRegionsWithoutServers(draft);
    return draft.done(incarnation);
  }

  static Response shutdown(Draft draft, Command.ServerShutdown command) {
    Optional<Response> refusal = checkProcess(draft, command.id(), command.incarnation());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (isAvailable(draft, command.id())) {
      leave(draft, new Event.ServerLeft(command.id()), command.id(), Recovery.Reason.SHUTDOWN);
    }
    return draft.done();
  }

  static Response lost(Draft draft, Command.ServerLost command) {
    Optional<Response> refusal = checkProcess(draft, command.id(), command.incarnation());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    lose(draft, List.of(command));
    return draft.done();
  }

  /** Of several that may be lost, those are that the state still knows as they were seen. */
  static Response lost(Draft draft, Command.ServersLost command) {
    lose(
        draft,
        command.lost().stream()
            .filter(lost ->
                draft
                    .state()
                    .server(lost.id())
                    .filter(known -> known.server().incarnation() == lost.incarnation())
                    .isPresent())
            .toList());
    return draft.done();
  }

  private static void lose(Draft draft, List<Command.ServerLost> lost) {
    int servers = draft.state().availableServers().size();
    List<Command.ServerLost> now = new ArrayList<>();
    for (Command.ServerLost server : lost) {
      if (isAvailable(draft, server.id())) {
        draft.add(new Event.ServerUnavailable(server.id()));
        now.add(server);
      }
    }
    for (Command.ServerLost server : now) {
      RecoveryDecisions.open(draft, server.id(), servers, server.reason(), server.sinceMillis());
    }
    now.forEach(server -> ChainDecisions.goOnWithout(draft, server.id()));
  }

  /** An available server is none any more, from now on. */
  private static void leave(Draft draft, Event event, long id, Recovery.Reason reason) {
    int servers = draft.state().availableServers().size();
    draft.add(event);
    RecoveryDecisions.open(draft, id, servers, reason, draft.nowMillis());
    ChainDecisions.goOnWithout(draft, id);
  }

  static Response offline(Draft draft, Command.ServerOffline command) {
    Optional<KnownServer> known = draft.state().server(command.id());
    if (known.isEmpty()) {
      return noServer(draft, command.id());
    }
    if (known.get().state() == ServerState.KILLED) {
      return banned(draft, command.id());
    }
    if (known.get().available()) {
      leave(
          draft, new Event.ServerUnavailable(command.id()), command.id(), Recovery.Reason.OFFLINE);
    }
    if (!known.get().held()) {
      draft.add(new Event.ServerHeld(command.id()));
    }
    return draft.done();
  }

  static Response release(Draft draft, Command.ReleaseServer command) {
    Optional<KnownServer> known = draft.state().server(command.id());
    if (known.isEmpty()) {
      return noServer(draft, command.id());
    }
    if (known.get().state() == ServerState.KILLED) {
      return banned(draft, command.id());
    }
    if (known.get().held()) {
      draft.add(new Event.ServerReleased(command.id()));
    }
    return draft.done();
  }

  static Response kill(Draft draft, Command.ServerKill command) {
    Optional<KnownServer> known = draft.state().server(command.id());
    if (known.isEmpty()) {
      return noServer(draft, command.id());
    }
    Event killed = new Event.ServerKilled(command.id());
    if (known.get().available()) {
      leave(draft, killed, command.id(), Recovery.Reason.KILLED);
    } else if (known.get().state() != ServerState.KILLED) {
      draft.add(killed);
    }
    return draft.done();
  }

  private static boolean isAvailable(Draft draft, long id) {
    return draft.state().server(id).filter(KnownServer::available).isPresent();
  }

  private static Optional<Response> checkIdentity(Draft draft, long id, String host, int port) {
    if (id == 0) {
      return Optional.of(draft.refuse(Reason.MALFORMED, "a server's id must not be 0"));
    }
    return Address.problem(host, port).map(problem -> draft.refuse(Reason.MALFORMED, problem));
  }

  /**
   * Refuses an address where another server's process is. Only available servers count: where the
   * others were, somebody else may be by now, with a data directory of its own.
   */
  private static Optional<Response> checkAddress(Draft draft, long id, String host, int port) {
    return draft.state().availableServers().stream()
        .filter(other -> other.id() != id && other.host().equals(host) && other.port() == port)
        .findFirst()
        .map(other ->
            draft.refuse(
                Reason.DUPLICATE,
                "server "
                    + text(other.id())
                    + " is available at "
                    + other.address()
                    + "; choose another address for server "
                    + text(id)));
  }

  /** Refuses what is said of a process that is not the server's newest. */
  private static Optional<Response> checkProcess(Draft draft, long id, long incarnation) {
    Optional<KnownServer> known = draft.state().server(id);
    if (known.isEmpty()) {
      return Optional.of(noServer(draft, id));
    }
    long newest = known.get().server().incarnation();
    if (newest == 0) {
      return Optional.of(
          draft.refuse(Reason.STALE_INCARNATION, "server " + text(id) + " has never run"));
    }
    if (newest != incarnation) {
      return Optional.of(
          draft.refuse(
              Reason.STALE_INCARNATION,
              "server "
                  + text(id)
                  + " is at incarnation "
                  + newest
                  + ", what was said is of incarnation "
                  + incarnation));
    }
    return Optional.empty();
  }

  static Response noServer(Draft draft, long id) {
    return draft.refuse(Reason.NOT_FOUND, "there is no server " + text(id));
  }

  private static Response banned(Draft draft, long id) {
    return draft.refuse(
        Reason.KILLED,
        "server " + text(id) + " was killed by an operator; it can only come back as a new server");
  }

  /** Ids are random 64 bits, without a sign where people see them. */
  static String text(long id) {
    return Long.toUnsignedString(id);
  }
}
