package org.hyperdex.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;
import org.junit.jupiter.api.Test;

/** Conditions are put together by logic, within what servers take. */
class ConditionTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Condition A = Condition.equal("a", new Value.Int(1));
  private static final Condition B = Condition.equal("b", new Value.Int(2));
  private static final Condition C = Condition.equal("c", new Value.Int(3));

  @Test
  void bothIsEveryPairOfAlternatives() {
    assertThat(A.or(B).and(C)).isEqualTo(A.and(C).or(B.and(C)));
    assertThat(Condition.ALL.and(A)).isEqualTo(A);
    assertThat(Condition.NONE.and(A)).isEqualTo(Condition.NONE);
    assertThat(Condition.NONE.or(A)).isEqualTo(A);
  }

  @Test
  void moreAlternativesThanServersTakeAreRefusedBeforeTheyAreMade() {
    Condition many = Condition.NONE;
    for (int i = 0; i < 1_000; i++) {
      many = many.or(A);
    }
    Condition most = many;
    assertThatExceptionOfType(HyperDexException.class)
        .isThrownBy(() -> most.or(B))
        .returns(ErrorCode.TOO_LARGE, HyperDexException::code);
    assertThatExceptionOfType(HyperDexException.class)
        .isThrownBy(() -> most.and(most))
        .returns(ErrorCode.TOO_LARGE, HyperDexException::code);
  }

  @Test
  void moreComparisonsThanServersTakeAreRefusedBeforeTheyAreMade() {
    Condition alternatives = new Condition(Collections.nCopies(1_000, List.of()));
    Condition comparisons =
        new Condition(
            List.of(
                Collections.nCopies(
                    9_000, new Condition.Term("a", Operator.EQUAL, new Value.Int(1)))));
    // What is refused first links and initialises what is not measured.
    refuse(alternatives, comparisons);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    refuse(alternatives, comparisons);
    // All pairs would be nine million comparisons.
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
  }

  private static void refuse(Condition one, Condition other) {
    assertThatExceptionOfType(HyperDexException.class)
        .isThrownBy(() -> one.and(other))
        .withMessageContaining("10000 comparisons, found 1000 and 9000000")
        .returns(ErrorCode.TOO_LARGE, HyperDexException::code);
  }

  @Test
  void onlyInTakesSeveralValues() {
    List<Value> two = List.of(new Value.Int(1), new Value.Int(2));
    assertThat(new Condition.Term("a", Operator.IN, two).values()).isEqualTo(two);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Condition.Term("a", Operator.EQUAL, two))
        .withMessageContaining("eq takes one value, not 2");
  }
}
