package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.CallChecker;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.function.FunctionFailure;
import org.hyperdex.core.function.Functions;
import org.hyperdex.core.hyperspace.Coordinates;
import org.hyperdex.core.hyperspace.Partitioning;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.PredicateChecker;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceParser;
import org.hyperdex.simulation.check.ObjectModel;
import org.hyperdex.simulation.check.ObjectModel.State;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Unseen;
import org.hyperdex.simulation.check.Observation.Written;
import org.junit.jupiter.api.Test;

/** Objects of all types go everywhere, and what is done to them means the same to all. */
class AssortmentTest {
  private static final int SEEDS = 300;
  private static final int CHANGES = 30;
  private static final int KEYS = 3;
  private static final Version VERSION = new Version(1, 2);

  @Test
  void whoHasBeenAtAllPlacesHasBeenInEveryRegion() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Assortment objects = new Assortment(seed);
      SpaceDescription description = SpaceParser.parse(objects.description(Population.SPACE, 1));
      assertThat(description.schema()).isEqualTo(objects.schema());
      for (List<Integer> dimensions : description.subspaces()) {
        List<Integer> slices = Partitioning.slices(dimensions.size(), description.partitions());
        Set<List<Integer>> regions = new HashSet<>();
        for (int place = 0; place < Population.PLACES; place++) {
          regions.add(region(objects, dimensions, slices, place));
        }
        assertThat(regions)
            .as("seed %d: %s", seed, dimensions)
            .hasSize(slices.stream().reduce(1, (a, b) -> a * b));
      }
    }
  }

  private static List<Integer> region(
      Assortment objects, List<Integer> dimensions, List<Integer> slices, int place) {
    Map<Integer, Bytes> values = new TreeMap<>();
    objects.at(place, 1).forEach(call -> values.put(call.attribute(), call.argument()));
    List<Integer> region = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      AttributeType type = objects.schema().attribute(dimensions.get(i)).type();
      Bytes value = values.getOrDefault(dimensions.get(i), Bytes.EMPTY);
      region.add(Partitioning.slice(Coordinates.of(type, value), slices.get(i)));
    }
    return region;
  }

  /** The model shares nothing with what servers carry functions out with. */
  @Test
  void functionsMeanTheSameToServersAndToTheModel() {
    Map<Outcome, Integer> outcomes = new TreeMap<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Assortment objects = new Assortment(seed);
      ObjectModel model = new ObjectModel(objects.schema(), List.of(), false);
      Bytes row = row(objects, random);
      for (int i = 0; i < CHANGES; i++) {
        List<FunctionCall> calls = objects.something(random, i);
        assertThat(CallChecker.problem(objects.schema(), calls)).isEmpty();
        Outcome outcome = Outcome.OK;
        Bytes after = row;
        try {
          after = Functions.apply(objects.schema(), calls, row);
        } catch (FunctionFailure e) {
          outcome = Outcome.valueOf(e.reason().name());
        }
        State before = new State(Optional.of(row), Optional.of(new Version(1, 1)));
        Optional<State> expected = model.step(before, written(calls, outcome));
        assertThat(expected.flatMap(State::row))
            .as("seed %d: %s of %s ends with %s", seed, calls, row, outcome)
            .contains(after);
        outcomes.merge(outcome, 1, Integer::sum);
        row = after;
      }
    }
    assertThat(outcomes)
        .containsKeys(
            Outcome.OVERFLOW, Outcome.DIVISION_BY_ZERO, Outcome.MISSING_PATH, Outcome.WRONG_TYPE);
    assertThat(outcomes.get(Outcome.OK)).isGreaterThan(SEEDS * CHANGES / 2);
  }

  private static Bytes row(Assortment objects, SplittableRandom random) {
    Schema schema = objects.schema();
    Bytes zeros =
        Row.of(
            schema.attributes().stream()
                .skip(1)
                .map(each -> ValueCodec.zero(each.type()))
                .toList());
    return Functions.apply(schema, objects.everything(random, 1), zeros);
  }

  private static Written written(List<FunctionCall> calls, Outcome outcome) {
    return new Written(
        Bytes.utf8("k"),
        1,
        2,
        new OperationId(1, 1),
        Existence.ANY,
        Optional.empty(),
        Predicate.TRUE,
        new Update(calls),
        Optional.of(new Answer(outcome, VERSION)));
  }

  /** Nor what they evaluate predicates with. */
  @Test
  void predicatesMeanTheSameToServersAndToTheModelAndAreNotAlwaysTrue() {
    int matches = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Assortment objects = new Assortment(seed);
      ObjectModel model = new ObjectModel(objects.schema(), List.of(), false);
      Questions questions = new Questions(objects, KEYS, random);
      for (int i = 0; i < CHANGES; i++) {
        Predicate predicate = questions.any();
        assertThat(PredicateChecker.problem(objects.schema(), predicate)).isEmpty();
        Bytes key = objects.key(random.nextInt(KEYS));
        Bytes row = row(objects, random);
        boolean matched = Evaluation.of(objects.schema(), predicate).matches(key, row);
        State state = new State(Optional.of(row), Optional.of(VERSION));
        assertThat(model.step(state, new Unseen(key, 1, 2, predicate)).isEmpty())
            .as("seed %d: %s of %s", seed, predicate, row)
            .isEqualTo(matched);
        matches += matched ? 1 : 0;
      }
    }
    assertThat(matches).isBetween(SEEDS * CHANGES / 5, SEEDS * CHANGES * 4 / 5);
  }
}
