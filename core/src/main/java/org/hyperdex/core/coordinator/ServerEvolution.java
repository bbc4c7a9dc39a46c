package org.hyperdex.core.coordinator;

import java.util.Optional;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;

/** Applies events about servers. The table is at {@link Evolution}. */
final class ServerEvolution {
  private ServerEvolution() {}

  static CoordinatorState register(CoordinatorState state, Event.ServerRegistered event) {
    Evolution.require(state.server(event.id()).isEmpty(), "the server is known already", event);
    Server server =
        new Server(event.id(), event.host(), event.port(), ServerState.REGISTERED, event.zone(), 0);
    return state.withServers(Evolution.plus(state.servers(), new KnownServer(server, 0, false)));
  }

  static CoordinatorState announce(CoordinatorState state, Event.ServerAnnounced event) {
    KnownServer known = serverOf(state, event.id(), event);
    Evolution.require(!known.held(), "the server is held offline", event);
    Evolution.require(
        known.available() || known.state().mayBecome(ServerState.AVAILABLE),
        "a server that is " + known.state() + " does not come back",
        event);
    Evolution.require(
        event.incarnation() == known.server().incarnation() + (known.isSame(event.start()) ? 0 : 1),
        "a process has one incarnation",
        event);
    Server server =
        new Server(
            event.id(),
            event.host(),
            event.port(),
            ServerState.AVAILABLE,
            event.zone(),
            event.incarnation());
    return withServer(state, new KnownServer(server, event.start(), false));
  }

  static CoordinatorState move(CoordinatorState state, long id, ServerState to) {
    KnownServer known = serverOf(state, id, to);
    Evolution.require(known.state().mayBecome(to), known.state() + " does not become", to);
    boolean held = known.held() && to != ServerState.KILLED;
    return withServer(state, new KnownServer(inState(known.server(), to), known.start(), held));
  }

  static CoordinatorState hold(CoordinatorState state, long id) {
    KnownServer known = serverOf(state, id, "hold");
    Evolution.require(!known.held(), "the server is held already", id);
    Evolution.require(known.state() != ServerState.KILLED, "the server is banned", id);
    return withServer(state, new KnownServer(known.server(), known.start(), true));
  }

  static CoordinatorState release(CoordinatorState state, long id) {
    KnownServer known = serverOf(state, id, "release");
    Evolution.require(known.held(), "the server is not held", id);
    return withServer(state, new KnownServer(known.server(), known.start(), false));
  }

  static CoordinatorState forget(CoordinatorState state, long id) {
    KnownServer known = serverOf(state, id, "forget");
    Evolution.require(!known.available(), "the server is available", id);
    Evolution.require(state.regionsOf(id) == 0, "regions have the server", id);
    return state
        .withServers(state.servers().stream().filter(server -> server.id() != id).toList())
        .withRepair(state.repair().withFormers(state.repair().formers().minusServer(id)));
  }

  private static CoordinatorState withServer(CoordinatorState state, KnownServer server) {
    return state.withServers(
        Evolution.replace(state.servers(), known -> known.id() == server.id(), known -> server));
  }

  private static Server inState(Server server, ServerState to) {
    return new Server(
        server.id(), server.host(), server.port(), to, server.zone(), server.incarnation());
  }

  static KnownServer serverOf(CoordinatorState state, long id, Object what) {
    Optional<KnownServer> known = state.server(id);
    Evolution.require(known.isPresent(), "there is no such server", what);
    return known.orElseThrow();
  }
}
