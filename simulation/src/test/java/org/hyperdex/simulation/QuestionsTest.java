package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.PredicateChecker;
import org.junit.jupiter.api.Test;

/** Predicates of the workload are of every kind, and neither always nor never true. */
class QuestionsTest {
  private static final People PEOPLE = new People(true);
  private static final int KEYS = 3;
  private static final int PREDICATES = 5_000;

  @Test
  void everyOperatorIsAskedOfEveryAttributeItAppliesTo() {
    Questions questions = new Questions(PEOPLE, KEYS, new SplittableRandom(1));
    Set<String> asked = new TreeSet<>();
    for (int i = 0; i < PREDICATES; i++) {
      Predicate predicate = questions.any();
      assertThat(PredicateChecker.problem(PEOPLE.schema(), predicate)).isEmpty();
      predicate.alternatives().stream()
          .flatMap(List::stream)
          .forEach(check -> asked.add(kind(check.attribute(), check.operator())));
    }
    Set<String> all = new TreeSet<>();
    for (int attribute = 0; attribute < PEOPLE.schema().size(); attribute++) {
      int position = attribute;
      Stream.of(Operator.values())
          .filter(each -> each.appliesTo(PEOPLE.schema().attribute(position).type()))
          .forEach(each -> all.add(kind(position, each)));
    }
    assertThat(asked).isEqualTo(all);
  }

  private static String kind(int attribute, Operator operator) {
    return attribute + " " + operator;
  }

  @Test
  void someObjectsMatchAndSomeDoNot() {
    SplittableRandom random = new SplittableRandom(2);
    Questions questions = new Questions(PEOPLE, KEYS, random);
    int matches = 0;
    for (int i = 0; i < PREDICATES; i++) {
      Bytes row =
          Row.of(
              PEOPLE.everything(random, random.nextInt(150)).stream()
                  .map(FunctionCall::argument)
                  .toList());
      Evaluation evaluation = Evaluation.of(PEOPLE.schema(), questions.any());
      matches += evaluation.matches(PEOPLE.key(random.nextInt(KEYS)), row) ? 1 : 0;
    }
    assertThat(matches).isBetween(PREDICATES / 5, PREDICATES * 4 / 5);
  }
}
