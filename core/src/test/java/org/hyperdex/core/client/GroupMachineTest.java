package org.hyperdex.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.hyperdex.core.client.GroupMachine.State;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Outcome;
import org.junit.jupiter.api.Test;

class GroupMachineTest {
  private static final Bytes KEY = Bytes.utf8("k");

  private final GroupMachine machine = new GroupMachine(2);

  private void end(Outcome outcome) {
    machine.ended(KEY, outcome, outcome.functionFailed() ? 3 : -1);
  }

  @Test
  void noMoreWritesThanThereIsRoomForAreUnderWay() {
    machine.begin();
    assertThat(machine.hasRoom()).isTrue();
    machine.begin();
    assertThat(machine.hasRoom()).isFalse();
    assertThatThrownBy(machine::begin).isInstanceOf(IllegalStateException.class);
    end(Outcome.OK);
    assertThat(machine.hasRoom()).isTrue();
  }

  @Test
  void itIsDoneWhenAllThatWasFoundIsJudged() {
    machine.begin();
    machine.begin();
    end(Outcome.DELETED);
    machine.searched();
    assertThat(machine.state()).isEqualTo(State.FINISHING);
    end(Outcome.GUARD_FAILED);
    assertThat(machine.state()).isEqualTo(State.DONE);
    assertThat(machine.matched()).isEqualTo(2);
    assertThat(machine.changed()).isEqualTo(1);
    assertThat(machine.unknown()).isZero();
    machine.stop();
    assertThat(machine.state()).isEqualTo(State.DONE);
  }

  @Test
  void nothingFoundIsDoneAtOnce() {
    machine.searched();
    assertThat(machine.state()).isEqualTo(State.DONE);
  }

  @Test
  void anObjectThatHasGoneOrChangedMatchedAndIsNotChanged() {
    for (Outcome outcome : new Outcome[] {Outcome.NOT_FOUND, Outcome.GUARD_FAILED}) {
      machine.begin();
      end(outcome);
    }
    assertThat(machine.matched()).isEqualTo(2);
    assertThat(machine.changed()).isZero();
    assertThat(machine.refused()).isZero();
  }

  @Test
  void aFunctionThatCannotBeAppliedIsToldAndTheOthersGoOn() {
    for (int i = 0; i < GroupMachine.TOLD_REFUSALS + 5; i++) {
      machine.begin();
      end(Outcome.OVERFLOW);
    }
    machine.begin();
    end(Outcome.OK);
    assertThat(machine.state()).isEqualTo(State.RUNNING);
    assertThat(machine.refused()).isEqualTo(GroupMachine.TOLD_REFUSALS + 5);
    assertThat(machine.refusals())
        .hasSize(GroupMachine.TOLD_REFUSALS)
        .contains(new GroupMachine.Refusal(KEY, Outcome.OVERFLOW, 3));
    assertThat(machine.changed()).isEqualTo(1);
  }

  @Test
  void aFailedWriteStopsItWhenTheOthersHaveEnded() {
    machine.begin();
    machine.begin();
    machine.failed(true);
    assertThat(machine.state()).isEqualTo(State.STOPPING);
    assertThat(machine.hasRoom()).isFalse();
    machine.searched();
    end(Outcome.OK);
    assertThat(machine.state()).isEqualTo(State.STOPPED);
    assertThat(machine.changed()).isEqualTo(1);
    assertThat(machine.unknown()).isEqualTo(1);
  }

  @Test
  void aWriteThatCertainlyHadNoEffectIsNotUnknown() {
    machine.begin();
    machine.failed(false);
    assertThat(machine.state()).isEqualTo(State.STOPPED);
    assertThat(machine.unknown()).isZero();
  }

  @Test
  void whatMakesNoSenseThrows() {
    assertThatThrownBy(() -> end(Outcome.OK)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> machine.failed(false)).isInstanceOf(IllegalStateException.class);
    machine.searched();
    assertThatThrownBy(machine::searched).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(machine::begin).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whateverHappensEveryObjectIsAccountedForAtTheEnd() {
    for (int seed = 0; seed < 2_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      GroupMachine group = new GroupMachine(random.nextInt(1, 5));
      long underWay = 0;
      long changed = 0;
      long others = 0;
      int left = random.nextInt(20);
      while (!group.isOver()) {
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> {
            if (left > 0 && group.hasRoom()) {
              left--;
              group.begin();
              underWay++;
            } else if (left == 0 && group.state() == State.RUNNING) {
              group.searched();
            }
          }
          case 3, 4, 5, 6 -> {
            if (underWay > 0) {
              underWay--;
              boolean success = random.nextBoolean();
              group.ended(KEY, success ? Outcome.OK : Outcome.NOT_FOUND, -1);
              changed += success ? 1 : 0;
              others += success ? 0 : 1;
            }
          }
          default -> {
            if (random.nextInt(10) == 0) {
              group.stop();
            } else if (underWay > 0 && random.nextInt(5) == 0) {
              underWay--;
              others++;
              group.failed(random.nextBoolean());
            }
          }
        }
      }
      assertThat(underWay).as("seed %d", seed).isZero();
      assertThat(group.changed()).as("seed %d", seed).isEqualTo(changed);
      assertThat(group.matched()).as("seed %d", seed).isEqualTo(changed + others);
      if (group.state() == State.DONE) {
        assertThat(group.unknown()).as("seed %d", seed).isZero();
      }
    }
  }
}
