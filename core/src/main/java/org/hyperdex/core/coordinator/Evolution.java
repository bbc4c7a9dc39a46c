package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;

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
 *                    the incarnation stays if the server was AVAILABLE and the start is the same,
 *                    and rises by one otherwise
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
      case Event.FaultToleranceSet set -> setFaultTolerance(state, set);
      case Event.IndexAdded added -> IndexEvolution.add(state, added);
      case Event.IndexRemoved removed -> IndexEvolution.remove(state, removed);
      case Event.IndicesBuilt built -> IndexEvolution.built(state, built);
      case Event.ServerRegistered registered -> ServerEvolution.register(state, registered);
      case Event.ServerAnnounced announced -> ServerEvolution.announce(state, announced);
      case Event.ServerUnavailable unavailable ->
          ServerEvolution.move(state, unavailable.id(), ServerState.UNAVAILABLE);
      case Event.ServerLeft left -> ServerEvolution.move(state, left.id(), ServerState.SHUTDOWN);
      case Event.ServerHeld held -> ServerEvolution.hold(state, held.id());
      case Event.ServerReleased released -> ServerEvolution.release(state, released.id());
      case Event.ServerKilled killed ->
          ServerEvolution.move(state, killed.id(), ServerState.KILLED);
      case Event.ServerForgotten forgotten -> ServerEvolution.forget(state, forgotten.id());
      case Event.ChainsAssigned assigned -> RegionEvolution.assign(state, assigned.assignments());
      case Event.EpochsRaised raised -> RegionEvolution.raise(state, raised.server());
      case Event.ChainsShrunk shrunk -> RegionEvolution.shrink(state, shrunk);
      case Event.JoinersAssigned assigned -> RegionEvolution.join(state, assigned.joiners());
      case Event.JoinersPromoted promoted -> RegionEvolution.promote(state, promoted.joiners());
      case Event.JoinersDismissed dismissed -> RegionEvolution.dismiss(state, dismissed.joiners());
      case Event.MembersRetired retired -> RegionEvolution.retire(state, retired.members());
      case Event.ServerGivenUp given -> RegionEvolution.giveUp(state, given);
      case Event.RecoveryOpened opened -> openRecovery(state, opened.recovery());
      case Event.RecoveryMoved moved -> moveRecovery(state, moved);
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
    CoordinatorState next =
        state.withSpaces(
            state.spaces().stream().filter(space -> space.id() != event.id()).toList(),
            state.nextId());
    return next.withRepair(
        next.repair()
            .withFormers(
                next.repair()
                    .formers()
                    .retain(region -> next.configuration().region(region).isPresent())));
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

  private static CoordinatorState setFaultTolerance(
      CoordinatorState state, Event.FaultToleranceSet event) {
    spaceOf(state, event.id(), event);
    return state.withSpaces(
        replace(
            state.spaces(),
            space -> space.id() == event.id(),
            space ->
                new Space(
                    space.id(),
                    space.name(),
                    space.schema(),
                    event.faultTolerance(),
                    space.partitions(),
                    event.description(),
                    space.subspaces(),
                    space.indices())),
        state.nextId());
  }

  private static CoordinatorState openRecovery(CoordinatorState state, Recovery recovery) {
    require(state.repair().recovery(recovery.id()).isEmpty(), "a recovery begins once", recovery);
    return state.withRepair(state.repair().plus(recovery));
  }

  private static CoordinatorState moveRecovery(CoordinatorState state, Event.RecoveryMoved event) {
    Optional<Recovery> recovery = state.repair().recovery(event.id());
    require(recovery.isPresent(), "there is no such recovery", event);
    return state.withRepair(state.repair().replacing(recovery.orElseThrow().plus(event.step())));
  }

  private static void spaceOf(CoordinatorState state, long id, Object what) {
    require(
        state.spaces().stream().anyMatch(space -> space.id() == id),
        "there is no such space",
        what);
  }

  static <T> List<T> plus(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }

  static <T> List<T> replace(List<T> list, Predicate<T> which, Function<T, T> replacement) {
    return list.stream()
        .map(element -> which.test(element) ? replacement.apply(element) : element)
        .toList();
  }

  static void require(boolean condition, String rule, Object what) {
    if (!condition) {
      throw new IllegalStateException(rule + ": " + what);
    }
  }
}
