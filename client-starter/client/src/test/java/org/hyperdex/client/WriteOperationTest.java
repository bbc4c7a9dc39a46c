package org.hyperdex.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations grow by functions and guards, and their results say why they did not take effect. */
class WriteOperationTest {
  private static final Condition GUARD = Condition.equal("n", new Value.Int(1));

  @Test
  void eachMethodGivesAnotherOperation() {
    WriteOperation start = WriteOperation.update();
    WriteOperation more = start.atomicAdd("n", 1).onlyIf(GUARD).onlyIfVersion(new Version(3, 4));
    assertThat(start.steps()).isEmpty();
    assertThat(start.guards()).isEqualTo(Condition.ALL);
    assertThat(more.steps()).hasSize(1);
    assertThat(more.onlyIf(GUARD).guards()).isEqualTo(GUARD.and(GUARD));
    assertThat(more.ifVersion()).contains(new Version(3, 4));
  }

  @Test
  void existenceIsWhatTheOriginalsOperationsAskFor() {
    Map<String, Value> values = Map.of("n", new Value.Int(1));
    assertThat(WriteOperation.put(values).existence()).isEqualTo(Existence.ANY);
    assertThat(WriteOperation.putIfNotExist(values).existence())
        .isEqualTo(Existence.MUST_NOT_EXIST);
    assertThat(WriteOperation.conditionalPut(GUARD, values).existence())
        .isEqualTo(Existence.MUST_EXIST);
    assertThat(WriteOperation.conditionalPutOrCreate(GUARD, values).existence())
        .isEqualTo(Existence.ANY);
    assertThat(WriteOperation.update().existence()).isEqualTo(Existence.MUST_EXIST);
  }

  @Test
  void aDeletionHasNoFunctions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WriteOperation.delete().atomicAdd("n", 1));
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void everyOutcomeIsAResultOrAFailureOfItsOwn(Outcome outcome) {
    WriteResult result =
        new WriteResult(outcome, Version.NONE, Optional.of("n"), List.of("atomic_add"));
    if (outcome.success()) {
      assertThat(result.orThrow()).isSameAs(result);
      return;
    }
    assertThatExceptionOfType(HyperDexException.class)
        .isThrownBy(result::orThrow)
        .returns(FailureOutcome.NOT_APPLIED, HyperDexException::outcome)
        .returns(false, HyperDexException::retryable)
        .satisfies(e -> assertThat(e.context()).containsEntry("attribute", "n"));
  }
}
