package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/**
 * Applies events to the coordinator's state: the only thing that changes it.
 *
 * <p>An event that does not fit the state throws {@link IllegalStateException} and is never applied
 * in part: it means that the events are not those that were decided for this state, and a node that
 * went on would differ from the others. What each event does to a server, besides {@link
 * ServerState}'s table:
 *
 * <pre>
 * ServerRegistered   (unknown) -> REGISTERED
 * ServerAnnounced    REGISTERED, AVAILABLE, UNAVAILABLE, SHUTDOWN -> AVAILABLE; not while it is held;
 *                    the incarnation rises by one if and only if the start is another one
 * ServerUnavailable  AVAILABLE -> UNAVAILABLE
 * ServerLeft         AVAILABLE -> SHUTDOWN
 * ServerHeld         any but AVAILABLE and KILLED; the state stays
 * ServerReleased     held -> not held; the state stays
 * ServerKilled       any but KILLED -> KILLED, not held
 * ServerForgotten    any but AVAILABLE -> (unknown); not while a region has the server
 * </pre>
 */
public final class Evolution {
  private Evolution() {}

  /** The state after all {@code events}, in order. */
  public static CoordinatorState evolve(CoordinatorState state, List<Event> events) {
    CoordinatorState next = state;
    for (Event event : events) {
      next = evolve(next, event);
    }
    return next;
  }

  /**
   * The state after {@code event}.
   *
   * @throws IllegalStateException if the event cannot happen in {@code state}
   */
  public static CoordinatorState evolve(CoordinatorState state, Event event) {
    return switch (event) {
      case Event.ClusterFounded founded -> found(state, founded);
      case Event.CoordinatorAdded added -> addCoordinator(state, added);
      case Event.CoordinatorMoved moved -> moveCoordinator(state, moved);
      case Event.CoordinatorRemoved removed -> removeCoordinator(state, removed);
      case Event.ReadOnlySet set -> state.with(state.clusterId(), state.version(), set.readOnly());
      case Event.SpaceAdded added -> addSpace(state, added);
      case Event.SpaceRemoved removed -> removeSpace(state, removed);
      case Event.SpaceRenamed renamed -> renameSpace(state, renamed);
      case Event.ServerRegistered registered -> register(state, registered);
      case Event.ServerAnnounced announced -> announce(state, announced);
      case Event.ServerUnavailable unavailable ->
          move(state, unavailable.id(), ServerState.UNAVAILABLE);
      case Event.ServerLeft left -> move(state, left.id(), ServerState.SHUTDOWN);
      case Event.ServerHeld held -> hold(state, held.id());
      case Event.ServerReleased released -> release(state, released.id());
      case Event.ServerKilled killed -> move(state, killed.id(), ServerState.KILLED);
      case Event.ServerForgotten forgotten -> forget(state, forgotten.id());
      case Event.ChainsAssigned assigned -> assign(state, assigned.assignments());
      case Event.EpochsRaised raised ->
          withRegions(
              state,
              region -> region.chain().contains(raised.server()) ? region.nextEpoch() : region);
      case Event.ConfigurationAdvanced advanced -> advance(state, advanced.version());
      case Event.ResponseRecorded recorded ->
          state.withResponses(
              state.responses().with(recorded.client(), recorded.sequence(), recorded.response()));
    };
  }

  private static CoordinatorState found(CoordinatorState state, Event.ClusterFounded event) {
    require(!state.founded(), "the cluster is founded already", event);
    require(!event.clusterId().isEmpty(), "a cluster has an identity", event);
    return state.with(event.clusterId(), state.version(), state.readOnly());
  }

  private static CoordinatorState advance(CoordinatorState state, long version) {
    require(version == state.version() + 1, "versions rise by one", version);
    return state.with(state.clusterId(), version, state.readOnly());
  }

  private static CoordinatorState addCoordinator(
      CoordinatorState state, Event.CoordinatorAdded event) {
    require(state.coordinator(event.id()).isEmpty(), "the node is known already", event);
    return state.withCoordinators(
        plus(
            state.coordinators(),
            new org.hyperdex.core.cluster.Coordinator(event.id(), event.host(), event.port())));
  }

  private static CoordinatorState moveCoordinator(
      CoordinatorState state, Event.CoordinatorMoved event) {
    require(state.coordinator(event.id()).isPresent(), "there is no such node", event);
    return state.withCoordinators(
        replace(
            state.coordinators(),
            node -> node.id().equals(event.id()),
            node ->
                new org.hyperdex.core.cluster.Coordinator(event.id(), event.host(), event.port())));
  }

  private static CoordinatorState removeCoordinator(
      CoordinatorState state, Event.CoordinatorRemoved event) {
    require(state.coordinator(event.id()).isPresent(), "there is no such node", event);
    require(state.coordinators().size() > 1, "the last node stays", event);
    return state.withCoordinators(
        state.coordinators().stream().filter(node -> !node.id().equals(event.id())).toList());
  }

  private static CoordinatorState addSpace(CoordinatorState state, Event.SpaceAdded event) {
    require(state.space(event.space().name()).isEmpty(), "the name is taken", event);
    require(event.space().id() >= state.nextId(), "ids are not used again", event);
    require(event.nextId() > event.space().id(), "ids are counted", event);
    return state.withSpaces(plus(state.spaces(), event.space()), event.nextId());
  }

  private static CoordinatorState removeSpace(CoordinatorState state, Event.SpaceRemoved event) {
    spaceOf(state, event.id(), event);
    return state.withSpaces(
        state.spaces().stream().filter(space -> space.id() != event.id()).toList(), state.nextId());
  }

  private static CoordinatorState renameSpace(CoordinatorState state, Event.SpaceRenamed event) {
    spaceOf(state, event.id(), event);
    require(state.space(event.name()).isEmpty(), "the name is taken", event);
    return state.withSpaces(
        replace(
            state.spaces(),
            space -> space.id() == event.id(),
            space ->
                new Space(
                    space.id(),
                    event.name(),
                    space.schema(),
                    space.faultTolerance(),
                    space.partitions(),
                    event.description(),
                    space.subspaces(),
                    space.indices())),
        state.nextId());
  }

  private static CoordinatorState register(CoordinatorState state, Event.ServerRegistered event) {
    require(state.server(event.id()).isEmpty(), "the server is known already", event);
    Server server =
        new Server(event.id(), event.host(), event.port(), ServerState.REGISTERED, event.zone(), 0);
    return state.withServers(plus(state.servers(), new KnownServer(server, 0, false)));
  }

  private static CoordinatorState announce(CoordinatorState state, Event.ServerAnnounced event) {
    KnownServer known = serverOf(state, event.id(), event);
    require(!known.held(), "the server is held offline", event);
    require(
        known.available() || known.state().mayBecome(ServerState.AVAILABLE),
        "a server that is " + known.state() + " does not come back",
        event);
    boolean newProcess = known.start() != event.start() || known.server().incarnation() == 0;
    require(
        event.incarnation() == known.server().incarnation() + (newProcess ? 1 : 0),
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

  private static CoordinatorState move(CoordinatorState state, long id, ServerState to) {
    KnownServer known = serverOf(state, id, to);
    require(known.state().mayBecome(to), known.state() + " does not become", to);
    boolean held = known.held() && to != ServerState.KILLED;
    return withServer(state, new KnownServer(inState(known.server(), to), known.start(), held));
  }

  private static CoordinatorState hold(CoordinatorState state, long id) {
    KnownServer known = serverOf(state, id, "hold");
    require(!known.held(), "the server is held already", id);
    require(known.state() != ServerState.KILLED, "the server is banned", id);
    return withServer(state, new KnownServer(known.server(), known.start(), true));
  }

  private static CoordinatorState release(CoordinatorState state, long id) {
    KnownServer known = serverOf(state, id, "release");
    require(known.held(), "the server is not held", id);
    return withServer(state, new KnownServer(known.server(), known.start(), false));
  }

  private static CoordinatorState forget(CoordinatorState state, long id) {
    KnownServer known = serverOf(state, id, "forget");
    require(!known.available(), "the server is available", id);
    require(state.regionsOf(id) == 0, "regions have the server", id);
    return state.withServers(state.servers().stream().filter(server -> server.id() != id).toList());
  }

  private static CoordinatorState assign(
      CoordinatorState state, List<Event.Assignment> assignments) {
    Map<Long, List<Long>> chains = new HashMap<>();
    for (Event.Assignment assignment : assignments) {
      for (long member : assignment.chain()) {
        require(
            serverOf(state, member, assignment).available(),
            "a new chain has available servers",
            assignment);
      }
      require(
          chains.put(assignment.region(), assignment.chain()) == null
              && state.configuration().region(assignment.region()).isPresent(),
          "a region gets one chain",
          assignment);
    }
    return withRegions(
        state,
        region -> {
          List<Long> chain = chains.get(region.id());
          if (chain == null) {
            return region;
          }
          require(region.chain().isEmpty(), "the region has servers", region);
          return region.withChain(chain);
        });
  }

  private static CoordinatorState withRegions(
      CoordinatorState state, Function<Region, Region> change) {
    List<Space> spaces = new ArrayList<>();
    for (Space space : state.spaces()) {
      List<Subspace> subspaces = new ArrayList<>();
      for (Subspace subspace : space.subspaces()) {
        subspaces.add(subspace.withRegions(subspace.regions().stream().map(change).toList()));
      }
      spaces.add(space.withSubspaces(subspaces));
    }
    return state.withSpaces(spaces, state.nextId());
  }

  private static CoordinatorState withServer(CoordinatorState state, KnownServer server) {
    return state.withServers(
        replace(state.servers(), known -> known.id() == server.id(), known -> server));
  }

  private static Server inState(Server server, ServerState to) {
    return new Server(
        server.id(), server.host(), server.port(), to, server.zone(), server.incarnation());
  }

  private static KnownServer serverOf(CoordinatorState state, long id, Object what) {
    Optional<KnownServer> known = state.server(id);
    require(known.isPresent(), "there is no such server", what);
    return known.orElseThrow();
  }

  private static void spaceOf(CoordinatorState state, long id, Object what) {
    require(
        state.spaces().stream().anyMatch(space -> space.id() == id),
        "there is no such space",
        what);
  }

  private static <T> List<T> plus(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }

  private static <T> List<T> replace(List<T> list, Predicate<T> which, Function<T, T> replacement) {
    return list.stream()
        .map(element -> which.test(element) ? replacement.apply(element) : element)
        .toList();
  }

  private static void require(boolean condition, String rule, Object what) {
    if (!condition) {
      throw new IllegalStateException(rule + ": " + what);
    }
  }
}
