package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.hyperdex.core.cluster.Margins;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.junit.jupiter.api.Test;

/** Where repairs and moves lead when they are let run, and what holds on the way. */
class RepairTest {
  private static final Repair.Policy POLICY = new Repair.Policy(5000, 8);
  private static final int SEEDS = 40;

  private CoordinatorState state = CoordinatorState.INITIAL;
  private long nowMillis = 1_000_000;
  private long starts;

  @Test
  void whateverFailedEveryRegionHasItsReplicasAgainWhenAllServersAreBack() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      begin(random.nextInt(2, 7), random);
      for (int i = 0; i < 60; i++) {
        disturb(random);
      }
      state.servers().forEach(server -> online(server.id()));
      settle();
      everyRegionIsWhole();
      assertThat(state.repair().open()).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void theLoadIsEvenAfterServersWereAddedAndNoRegionIsEverBelowItsReplicas() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int servers = random.nextInt(3, 6);
      begin(servers, random);
      settle();
      int more = random.nextInt(1, 5);
      for (int i = 1; i <= more; i++) {
        online(servers + i);
      }
      while (step()) {
        state.spaces().forEach(RepairTest::isNotBelowItsReplicas);
      }
      everyRegionIsWhole();
      List<Long> members = new ArrayList<>();
      state.regions().forEach(region -> members.addAll(region.chain()));
      assertThat(Invariants.spread(state.availableServers(), members))
          .as("seed %s: replicas after %s + %s servers", seed, servers, more)
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void whoIsExcludedJoinsNothingAndAnotherTakesItsPlaceInTime() {
    online(1);
    online(2);
    online(3);
    apply(new Command.AddSpace(0, 0, "space s key k create 2 partitions tolerate 1 failure"));
    Set<Long> members = Set.copyOf(state.regions().getFirst().chain());
    long gone = state.regions().getFirst().chain().getFirst();
    long spare =
        LongStream.rangeClosed(1, 3).filter(id -> !members.contains(id)).findFirst().orElseThrow();
    apply(new Command.ServerLost(0, 0, gone, 1, Recovery.Reason.NEIGHBOURS_CUT_OFF, nowMillis));
    online(gone);
    Repair.Policy policy = POLICY.excluding(Set.of(gone));
    assertThat(Repair.due(state, nowMillis, policy)).as("its place is kept").isEmpty();
    nowMillis += 5001;
    assertThat(Repair.due(state, nowMillis, policy))
        .isNotEmpty()
        .allSatisfy(seat -> assertThat(seat.server()).isNotEqualTo(gone));
    assertThat(Repair.due(state, nowMillis, policy).getFirst().server()).isEqualTo(spare);
    assertThat(Repair.due(state, nowMillis, POLICY).getFirst().server()).isEqualTo(gone);
  }

  @Test
  void regionsWithTheFewestReplicasComeFirst() {
    online(1);
    online(2);
    apply(new Command.AddSpace(0, 0, "space two key k create 4 partitions tolerate 2 failures"));
    apply(new Command.ServerLost(0, 0, 2, 1));
    apply(new Command.AddSpace(0, 0, "space one key k create 2 partitions tolerate 2 failures"));
    online(2);
    online(3);
    online(4);
    List<Event.Seat> due = Repair.due(state, nowMillis, new Repair.Policy(0, 2));

    assertThat(due).hasSize(2);
    assertThat(due)
        .allSatisfy(seat ->
            assertThat(state.configuration().region(seat.region()).orElseThrow().region().chain())
                .hasSize(1));
  }

  @Test
  void noServerReceivesOrSendsMoreThanItShould() {
    online(1);
    apply(new Command.AddSpace(0, 0, "space kv key k create 30 partitions tolerate 3 failures"));
    online(2);
    online(3);
    apply(new Command.AssignJoiners(0, 0, new Repair.Policy(0, 8)));

    assertThat(joiners()).as("there is one to send").hasSize(8);
    apply(new Command.AssignJoiners(0, 0, new Repair.Policy(0, 8)));
    assertThat(joiners()).hasSize(8);
  }

  @Test
  void theMarginsAreWhatIsThereBeyondOne() {
    online(1);
    online(2);
    online(3);
    assertThat(Margins.of(state.configuration())).isEqualTo(new Margins(0, 0));
    apply(new Command.AddSpace(0, 0, "space kv key k create 4 partitions tolerate 2 failures"));
    assertThat(Margins.of(state.configuration())).isEqualTo(new Margins(2, 2));
    apply(new Command.ServerLost(0, 0, 3, 1));
    assertThat(Margins.of(state.configuration())).isEqualTo(new Margins(1, 1));
    apply(new Command.ServerLost(0, 0, 2, 1));
    apply(new Command.ServerLost(0, 0, 1, 1));
    assertThat(Margins.of(state.configuration())).isEqualTo(new Margins(-1, -1));
  }

  private void begin(int servers, SplittableRandom random) {
    state = CoordinatorState.INITIAL;
    for (int i = 1; i <= servers; i++) {
      online(i);
    }
    for (int i = 0; i < 3; i++) {
      apply(
          new Command.AddSpace(
              0,
              0,
              "space s%d key k attributes a subspace a create %d partitions tolerate %d failures"
                  .formatted(i, random.nextInt(1, 9), random.nextInt(3))));
    }
  }

  private void disturb(SplittableRandom random) {
    long id = 1L + random.nextInt(state.servers().size());
    nowMillis += random.nextInt(3000);
    switch (random.nextInt(6)) {
      case 0 -> apply(new Command.ServerLost(0, 0, id, incarnation(id)));
      case 1 -> apply(new Command.ServerShutdown(0, 0, id, incarnation(id)));
      case 2 -> online(id);
      case 3 -> apply(new Command.JoinersReady(0, 0, joiners()));
      case 4 -> apply(new Command.AssignJoiners(0, 0, POLICY));
      default -> apply(LeaderDuties.retire(state));
    }
  }

  private void settle() {
    int steps = 0;
    while (step()) {
      steps++;
      assertThat(steps).as("repairs come to an end").isLessThan(2000);
    }
  }

  /** One round of all that a leader does; says whether it changed anything. */
  private boolean step() {
    long before = state.version();
    nowMillis += 6000;
    apply(new Command.AssignJoiners(0, 0, POLICY));
    apply(new Command.JoinersReady(0, 0, joiners()));
    apply(LeaderDuties.retire(state));
    return state.version() != before;
  }

  private List<Command.Place> joiners() {
    return LeaderDuties.joiners(state);
  }

  private void online(long id) {
    if (!state.founded()) {
      apply(new Command.Found(0, 0, "c1"));
    }
    apply(
        new Command.ServerOnline(
            0, 0, id, "127.0.0.1", (int) (2000 + id), "", 1_000_000 + ++starts));
  }

  private long incarnation(long id) {
    return state.server(id).orElseThrow().server().incarnation();
  }

  private void apply(Command command) {
    state = Invariants.apply(state, command, nowMillis).state();
  }

  private void everyRegionIsWhole() {
    assertThat(Surplus.due(state)).isEmpty();
    assertThat(joiners()).isEmpty();
    state.spaces().forEach(this::isWhole);
  }

  private void isWhole(Space space) {
    int replicas = Math.min(space.faultTolerance() + 1, state.availableServers().size());
    for (Subspace subspace : space.subspaces()) {
      assertThat(subspace.regions()).allMatch(region -> region.chain().size() == replicas);
    }
  }

  private static void isNotBelowItsReplicas(Space space) {
    for (Subspace subspace : space.subspaces()) {
      for (Region region : subspace.regions()) {
        assertThat(region.chain().size()).isGreaterThanOrEqualTo(space.faultTolerance() + 1);
      }
    }
  }
}
