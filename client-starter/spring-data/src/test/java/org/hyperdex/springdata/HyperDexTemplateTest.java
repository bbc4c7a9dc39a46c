package org.hyperdex.springdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.OptimisticLockingFailureException;

/** The template asks for exactly what is meant, and speaks of failures in Spring's words. */
class HyperDexTemplateTest {
  private final RecordingClient client = new RecordingClient();
  private final HyperDexTemplate template = new HyperDexTemplate(client);

  private void answer(Outcome outcome) {
    client.answer = new WriteResult(outcome, Version.NONE, Optional.empty());
  }

  @Test
  void anObjectWithoutVersionIsInserted() {
    Contact saved = template.save(Contact.of("jdoe", null));

    assertThat(client.writes.getFirst().existence()).isEqualTo(Existence.MUST_NOT_EXIST);
    assertThat(saved.version()).isEqualTo("1.1");
  }

  @Test
  void anObjectWithVersionIsReplacedAtThatVersionOnly() {
    template.save(Contact.of("jdoe", "2.3"));
    template.delete(Contact.of("jdoe", "2.3"));

    assertThat(client.writes)
        .allSatisfy(write -> assertThat(write.ifVersion()).contains(new Version(2, 3)))
        .hasSize(2);
  }

  @Test
  void insertingAKeyThatExistsIsADuplicate() {
    answer(Outcome.EXISTS);

    assertThatThrownBy(() -> template.insert(Contact.of("jdoe", null)))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"VERSION_MISMATCH", "NOT_FOUND"})
  void aVersionThatIsGoneIsAnOptimisticLockingFailure(Outcome outcome) {
    answer(outcome);

    assertThatThrownBy(() -> template.save(Contact.of("jdoe", "2.3")))
        .isInstanceOf(OptimisticLockingFailureException.class);
    assertThatThrownBy(() -> template.delete(Contact.of("jdoe", "2.3")))
        .isInstanceOf(OptimisticLockingFailureException.class);
  }

  @Test
  void deletingWhatIsNotThereIsNoFailure() {
    answer(Outcome.NOT_FOUND);

    template.delete(Contact.of("jdoe", null));
    assertThat(template.deleteById("jdoe", Contact.class)).isFalse();
  }

  @Test
  void criteriaBecomeOneCondition() {
    template.count(Query.where("lastName").is("Doe").and("phone").between(1, 9L), Contact.class);

    assertThat(client.conditions)
        .containsExactly(
            Condition.equal("last", Value.Text.of("Doe"))
                .and(Condition.between("phone", new Value.Int(1), new Value.Int(9))));
  }

  @Test
  void aRangeOfWhatHasNoOrderIsRefused() {
    Query query = Query.where("notes").greaterThan(List.of("a"));

    assertThatThrownBy(() -> template.find(query, Contact.class))
        .isInstanceOf(InvalidDataAccessApiUsageException.class)
        .hasMessageContaining("notes");
    assertThat(client.conditions).isEmpty();
    assertThat(query.alternatives().getFirst().getFirst().operator())
        .isEqualTo(Operator.GREATER_THAN);
  }

  @ParameterizedTest
  @EnumSource
  void everyFailureOfTheClientHasItsWordAndKeepsItsCause(ErrorCode code) {
    HyperDexException failure = new HyperDexException(code, "why");

    assertThat(ExceptionTranslation.of(failure)).hasCause(failure).hasMessageContaining("why");
  }

  @Test
  void anUnavailableClusterIsAFailingResource() {
    assertThatThrownBy(() ->
            template.execute(_ -> {
              throw new HyperDexException(ErrorCode.UNAVAILABLE, "nobody answers");
            }))
        .isInstanceOf(DataAccessResourceFailureException.class);
  }
}
