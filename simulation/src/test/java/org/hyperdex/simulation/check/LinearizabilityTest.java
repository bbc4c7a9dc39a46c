package org.hyperdex.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hyperdex.simulation.check.Linearizability.Timed;
import org.hyperdex.simulation.check.Linearizability.Verdict;
import org.junit.jupiter.api.Test;

/** The search for an order agrees with trying all orders, and knows when to give up. */
class LinearizabilityTest {
  private static final int SEEDS = 3_000;

  /** A register: negative operations write their absolute value, others read themselves. */
  private static final Model<Integer, Integer> REGISTER =
      new Model<>() {
        @Override
        public Integer initial() {
          return 0;
        }

        @Override
        public Optional<Integer> step(Integer state, Integer operation) {
          if (operation < 0) {
            return Optional.of(-operation);
          }
          return operation.equals(state) ? Optional.of(state) : Optional.empty();
        }
      };

  @Test
  void agreesWithTryingAllOrders() {
    int linearizable = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Timed<Integer>> operations = operations(new Random(seed), 6);
      boolean expected = someOrderExplains(operations, 0, new ArrayList<>());
      Verdict verdict = Linearizability.of(REGISTER, operations, 100_000).verdict();
      assertThat(verdict)
          .as("seed %d: %s", seed, operations)
          .isEqualTo(expected ? Verdict.LINEARIZABLE : Verdict.NOT_LINEARIZABLE);
      linearizable += expected ? 1 : 0;
    }
    assertThat(linearizable).isBetween(SEEDS / 10, SEEDS * 9 / 10);
  }

  @Test
  void givesUpAtItsBound() {
    List<Timed<Integer>> operations = new ArrayList<>();
    for (int i = 1; i <= 16; i++) {
      operations.add(new Timed<>(0, 100, -i));
    }
    operations.add(new Timed<>(101, 102, 17));
    assertThat(Linearizability.of(REGISTER, operations, 1_000).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  private static List<Timed<Integer>> operations(Random random, int count) {
    List<Timed<Integer>> operations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int value = 1 + random.nextInt(2);
      boolean write = random.nextBoolean();
      long begin = random.nextInt(12);
      boolean lost = write && random.nextInt(4) == 0;
      long end = lost ? Observation.NEVER : begin + random.nextInt(6);
      operations.add(new Timed<>(begin, end, write ? -value : value));
    }
    Collections.shuffle(operations, random);
    return operations;
  }

  /** Whether {@code order} can be continued to all operations that are not lost. */
  private static boolean someOrderExplains(
      List<Timed<Integer>> operations, int state, List<Timed<Integer>> order) {
    List<Timed<Integer>> left = new ArrayList<>(operations);
    order.forEach(left::remove);
    if (left.stream().allMatch(o -> o.end() == Observation.NEVER)) {
      return true;
    }
    for (Timed<Integer> next : left) {
      boolean tooEarly = left.stream().anyMatch(other -> other.end() < next.begin());
      Optional<Integer> after = REGISTER.step(state, next.operation());
      if (!tooEarly && after.isPresent()) {
        List<Timed<Integer>> longer = new ArrayList<>(order);
        longer.add(next);
        if (someOrderExplains(operations, after.get(), longer)) {
          return true;
        }
      }
    }
    return false;
  }
}
