package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EvolutionTest {
  private static final long ID = 1;

  /** What each event makes of a server in each state; what is missing must throw. */
  private static final Map<Class<? extends Event>, Map<ServerState, ServerState>> TABLE =
      Map.of(
          Event.ServerAnnounced.class,
          Map.of(
              ServerState.REGISTERED, ServerState.AVAILABLE,
              ServerState.AVAILABLE, ServerState.AVAILABLE,
              ServerState.UNAVAILABLE, ServerState.AVAILABLE,
              ServerState.SHUTDOWN, ServerState.AVAILABLE),
          Event.ServerUnavailable.class,
          Map.of(ServerState.AVAILABLE, ServerState.UNAVAILABLE),
          Event.ServerLeft.class,
          Map.of(ServerState.AVAILABLE, ServerState.SHUTDOWN),
          Event.ServerHeld.class,
          Map.of(
              ServerState.REGISTERED, ServerState.REGISTERED,
              ServerState.UNAVAILABLE, ServerState.UNAVAILABLE,
              ServerState.SHUTDOWN, ServerState.SHUTDOWN),
          Event.ServerKilled.class,
          Map.of(
              ServerState.REGISTERED, ServerState.KILLED,
              ServerState.AVAILABLE, ServerState.KILLED,
              ServerState.UNAVAILABLE, ServerState.KILLED,
              ServerState.SHUTDOWN, ServerState.KILLED));

  static Stream<Arguments> everyEventInEveryState() {
    List<Event> events =
        List.of(
            new Event.ServerAnnounced(ID, "127.0.0.1", 2001, "", 6, 2),
            new Event.ServerUnavailable(ID),
            new Event.ServerLeft(ID),
            new Event.ServerHeld(ID),
            new Event.ServerKilled(ID));
    return events.stream()
        .flatMap(event -> Stream.of(ServerState.values()).map(from -> Arguments.of(event, from)));
  }

  @ParameterizedTest
  @MethodSource("everyEventInEveryState")
  void serversMoveAsTheTableSaysOrNotAtAll(Event event, ServerState from) {
    CoordinatorState state = withServer(from, false);
    Optional<ServerState> to = Optional.ofNullable(TABLE.get(event.getClass()).get(from));
    if (to.isPresent()) {
      assertThat(Invariants.is(Evolution.evolve(state, event), ID, to.get())).isTrue();
    } else {
      throwsOn(state, event);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ServerState.class,
      names = {"REGISTERED", "UNAVAILABLE", "SHUTDOWN"})
  void aServerThatIsHeldDoesNotComeBackBeforeItsRelease(ServerState from) {
    CoordinatorState held = withServer(from, true);
    Event announced = new Event.ServerAnnounced(ID, "127.0.0.1", 2001, "", 6, 2);
    throwsOn(held, announced);
    throwsOn(held, new Event.ServerHeld(ID));
    CoordinatorState released = Evolution.evolve(held, new Event.ServerReleased(ID));
    assertThat(Invariants.is(Evolution.evolve(released, announced), ID, ServerState.AVAILABLE))
        .isTrue();
    throwsOn(released, new Event.ServerReleased(ID));
  }

  @Test
  void aProcessHasOneIncarnation() {
    CoordinatorState state = withServer(ServerState.AVAILABLE, false);
    throwsOn(state, new Event.ServerAnnounced(ID, "127.0.0.1", 2001, "", 5, 2));
    throwsOn(state, new Event.ServerAnnounced(ID, "127.0.0.1", 2001, "", 6, 1));
    throwsOn(state, new Event.ServerAnnounced(ID, "127.0.0.1", 2001, "", 6, 3));
    assertThat(
            Evolution.evolve(state, new Event.ServerAnnounced(ID, "127.0.0.1", 2002, "", 5, 1))
                .availableServers())
        .hasSize(1);
  }

  @Test
  void aProcessThatWasLostIsAnotherOneWhenItComesBack() {
    CoordinatorState state = withServer(ServerState.UNAVAILABLE, false);
    throwsOn(state, new Event.ServerAnnounced(ID, "127.0.0.1", 2001, "", 5, 1));
    assertThat(
            Evolution.evolve(state, new Event.ServerAnnounced(ID, "127.0.0.1", 2001, "", 5, 2))
                .availableServers())
        .hasSize(1);
  }

  @Test
  void whatIsNotKnownCannotChange() {
    CoordinatorState state = founded();
    throwsOn(state, new Event.ServerAnnounced(ID, "127.0.0.1", 2001, "", 1, 1));
    throwsOn(state, new Event.ServerForgotten(ID));
    throwsOn(state, new Event.ServerReleased(ID));
    throwsOn(state, new Event.SpaceRemoved(1));
    throwsOn(state, new Event.SpaceRenamed(1, "x", ""));
    throwsOn(state, new Event.CoordinatorMoved("a", "127.0.0.1", 1));
    throwsOn(state, new Event.CoordinatorRemoved("a"));
  }

  @Test
  void whatIsKnownDoesNotComeASecondTime() {
    CoordinatorState state =
        Evolution.evolve(
            withServer(ServerState.REGISTERED, false),
            new Event.CoordinatorAdded("a", "127.0.0.1", 1982));
    throwsOn(state, new Event.ClusterFounded("c2"));
    throwsOn(state, new Event.ServerRegistered(ID, "127.0.0.1", 2001, ""));
    throwsOn(state, new Event.CoordinatorAdded("a", "127.0.0.1", 1982));
    throwsOn(state, new Event.CoordinatorRemoved("a"));
  }

  @Test
  void versionsRiseByOne() {
    CoordinatorState state = founded();
    throwsOn(state, new Event.ConfigurationAdvanced(state.version()));
    throwsOn(state, new Event.ConfigurationAdvanced(state.version() + 2));
    assertThat(
            Evolution.evolve(state, new Event.ConfigurationAdvanced(state.version() + 1)).version())
        .isEqualTo(state.version() + 1);
  }

  @Test
  void aSpaceDoesNotTakeIdsThatWereGivenBefore() {
    CoordinatorState state = withSpace();
    Event.SpaceAdded same = new Event.SpaceAdded(state.spaces().getFirst(), state.nextId());
    CoordinatorState removed =
        Evolution.evolve(state, new Event.SpaceRemoved(state.spaces().getFirst().id()));
    throwsOn(state, same);
    throwsOn(removed, same);
  }

  @Test
  void chainsAreOnlyGivenToRegionsWithoutServersAndOnlyOfAvailableOnes() {
    CoordinatorState state = withSpace();
    long region = state.spaces().getFirst().keySubspace().regions().getFirst().id();
    Event assigned = new Event.ChainsAssigned(List.of(new Event.Assignment(region, List.of(ID))));
    throwsOn(state, assigned);
    CoordinatorState up =
        Evolution.evolve(
            state,
            List.of(
                new Event.ServerRegistered(ID, "127.0.0.1", 2001, ""),
                new Event.ServerAnnounced(ID, "127.0.0.1", 2001, "", 5, 1)));
    CoordinatorState placed = Evolution.evolve(up, assigned);
    throwsOn(placed, assigned);
    throwsOn(up, new Event.ChainsAssigned(List.of(new Event.Assignment(region + 99, List.of(ID)))));
    throwsOn(
        Evolution.evolve(placed, new Event.ServerUnavailable(ID)), new Event.ServerForgotten(ID));
  }

  @Test
  void theConfigurationIsMadeOncePerState() {
    CoordinatorState state = withSpace();
    assertThat(state.configuration()).isSameAs(state.configuration());
    assertThat(state.configuration().spaces()).isEqualTo(state.spaces());
  }

  private static void throwsOn(CoordinatorState state, Event event) {
    assertThatIllegalStateException()
        .as("%s", event)
        .isThrownBy(() -> Evolution.evolve(state, event));
  }

  private static CoordinatorState founded() {
    return decided(CoordinatorState.INITIAL, new Command.Found(0, 0, "c1"));
  }

  private static CoordinatorState withSpace() {
    return decided(founded(), new Command.AddSpace(0, 0, "space kv key k create 2 partitions"));
  }

  private static CoordinatorState decided(CoordinatorState state, Command command) {
    return Evolution.evolve(state, Coordinator.decide(state, command).events());
  }

  /** A cluster with one server in that state, whose process drew the start 5. */
  private static CoordinatorState withServer(ServerState in, boolean held) {
    Server server = new Server(ID, "127.0.0.1", 2001, in, "", 1);
    return founded().withServers(List.of(new KnownServer(server, 5, held)));
  }
}
