package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.core.cluster.Region;
import org.junit.jupiter.api.Test;

/** Who leaves a chain while it is alive has no lease then, and gets none before it knows. */
class RetirementsTest {
  private static final long PATIENCE = 1000;

  private final Retirements retirements = new Retirements(PATIENCE);
  private CoordinatorState state = CoordinatorState.INITIAL;

  @Test
  void aMemberLeavesOnlyAfterItsLastLeaseHasRunOut() {
    twoReplicasAndOneIsWanted();
    assertThat(retirements.due(state, 5000)).isEmpty();
    long leaver = withoutLease();

    assertThat(retirements.due(state, 5000 + PATIENCE)).isEmpty();
    List<Command.Place> due = retirements.due(state, 5001 + PATIENCE);
    assertThat(due).hasSize(1);
    assertThat(due.getFirst().server()).isEqualTo(leaver);
  }

  @Test
  void whoHasLeftGetsALeaseWhenItKnowsSoAndNobodyBeforeThat() {
    twoReplicasAndOneIsWanted();
    long before = state.version();
    retirements.due(state, 0);
    long leaver = withoutLease();
    apply(new Command.RetireMembers(0, 0, state.version(), retirements.due(state, PATIENCE + 1)));
    assertThat(region().chain()).hasSize(1).doesNotContain(leaver);

    assertThat(retirements.due(state, PATIENCE + 2)).isEmpty();
    assertThat(retirements.mayHaveLease(state, leaver, before)).isFalse();
    assertThat(retirements.mayHaveLease(state, leaver, state.version())).isTrue();
    assertThat(new Retirements(PATIENCE).mayHaveLease(state, leaver, before))
        .as("by another leader")
        .isFalse();
  }

  /** Meanwhile somebody else may be to leave, and who was to leave have a lease again. */
  @Test
  void whoWasToLeaveInAnotherStateStays() {
    twoReplicasAndOneIsWanted();
    retirements.due(state, 0);
    List<Command.Place> due = retirements.due(state, PATIENCE + 1);
    long version = state.version();
    apply(new Command.SetReadOnly(0, 0, true));

    apply(new Command.RetireMembers(0, 0, version, due));
    assertThat(region().chain()).hasSize(2);
    apply(new Command.RetireMembers(0, 0, state.version(), due));
    assertThat(region().chain()).hasSize(1);
  }

  @Test
  void leasesAreGrantedAgainIfNobodyNeedsToLeaveAnyMore() {
    twoReplicasAndOneIsWanted();
    retirements.due(state, 0);
    withoutLease();
    apply(new Command.SetFaultTolerance(0, 0, "kv", 1));

    assertThat(retirements.due(state, PATIENCE + 1)).isEmpty();
    assertThat(retirements.mayHaveLease(state, 1, 0)).isTrue();
    assertThat(retirements.mayHaveLease(state, 2, 0)).isTrue();
  }

  @Test
  void aNewTimeAsLeaderWaitsAnew() {
    twoReplicasAndOneIsWanted();
    retirements.due(state, 0);
    retirements.clear();

    assertThat(retirements.due(state, PATIENCE + 1)).isEmpty();
    assertThat(retirements.due(state, PATIENCE + 1 + PATIENCE)).isEmpty();
    assertThat(retirements.due(state, PATIENCE + 2 + PATIENCE)).hasSize(1);
  }

  private void twoReplicasAndOneIsWanted() {
    apply(new Command.Found(0, 0, "c1"));
    for (int id = 1; id <= 2; id++) {
      apply(new Command.ServerOnline(0, 0, id, "127.0.0.1", 2000 + id, "", 100 + id));
    }
    apply(new Command.AddSpace(0, 0, "space kv key k create 1 partitions"));
    apply(new Command.SetFaultTolerance(0, 0, "kv", 0));
    assertThat(region().chain()).hasSize(2);
  }

  private Region region() {
    return state.regions().getFirst();
  }

  /** The one of the two servers that is granted none. */
  private long withoutLease() {
    boolean first = retirements.mayHaveLease(state, 1, state.version());
    assertThat(retirements.mayHaveLease(state, 2, state.version())).isEqualTo(!first);
    return first ? 2 : 1;
  }

  private void apply(Command command) {
    state = Invariants.apply(state, command, 1).state();
  }
}
