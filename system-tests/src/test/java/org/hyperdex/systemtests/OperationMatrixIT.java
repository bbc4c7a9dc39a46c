package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.FunctionCalls;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.EdgeValues;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.function.ArgumentModel;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.GroupCase;
import org.hyperdex.core.function.OperationCase;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.query.GuardCase;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.schema.SpaceOfAllTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation on every type through the client, on objects that are there or not and on groups,
 * at the edges, with guards of every operator true or false: result and state are what the model
 * says, while servers die as well.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class OperationMatrixIT {
  private static final int SERVERS = 3;
  private static final int ROUNDS = 2;
  private static final int THREADS = 16;

  /** Two edges of every type. */
  private static final Set<Value> SOME_OF_EVERY_TYPE =
      Values.types().stream()
          .flatMap(type -> EdgeValues.of(type).subList(0, 2).stream())
          .collect(Collectors.toUnmodifiableSet());

  static List<AttributeType> types() {
    return Values.types();
  }

  private ProcessCluster cluster;
  private HyperDexClient client;
  private MatrixSpace space;

  /** Every case, on objects of its own. */
  private static List<MatrixTrial> trials() {
    List<MatrixTrial> trials = new ArrayList<>();
    for (AttributeType type : Values.types()) {
      for (OperationCase what : OperationCase.all(type, ROUNDS)) {
        trials.add(new OperationTrial(key(trials.size()), what));
      }
      for (OperationCase what : OperationCase.edges(type)) {
        trials.add(new OperationTrial(key(trials.size()), what));
      }
      for (GuardCase guard : GuardCase.either(type)) {
        trials.add(new GuardTrial(key(trials.size()), guard, false));
        trials.add(new GuardTrial(key(trials.size()), guard, true));
      }
      for (GroupCase group : GroupCase.each(type)) {
        trials.add(new GroupTrial("group%d-".formatted(trials.size()), group));
      }
    }
    return trials;
  }

  private static Value key(int number) {
    return Value.Text.of("trial" + number);
  }

  @BeforeAll
  void start(@TempDir Path data) {
    cluster = ProcessCluster.start(data, 1, SERVERS);
    client = cluster.client();
    cluster.awaitServers(client, SERVERS);
    client.admin().addSpace(MatrixSpace.description(SERVERS - 1));
    space = new MatrixSpace(client);
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  /**
   * One server dies between the objects' making and the operations, which carry on as soon as they
   * may; a second one before their results are looked at again.
   */
  @Test
  void resultAndStateAreWhatTheModelSaysThroughFailovers() throws Exception {
    List<MatrixTrial> trials = trials();
    each(trials, trial -> trial.prepare(space));

    cluster.killServer(0);
    each(trials, trial -> trial.carryOut(space));
    cluster.killServer(1);

    each(trials, trial -> trial.assertState(space));
  }

  private static void each(List<MatrixTrial> trials, Consumer<MatrixTrial> step) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> steps = new ArrayList<>();
      for (MatrixTrial trial : trials) {
        steps.add(threads.submit(() -> step.accept(trial)));
      }
      for (Future<?> one : steps) {
        one.get();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void whatDoesNotFitTheTypeIsRefusedAndChangesNothing(AttributeType type) {
    String attribute = SpaceOfAllTypes.attribute(type);
    Value key = Value.Text.of("unfitting-" + attribute);
    space.make(key, MatrixSpace.MARK, type, EdgeValues.of(type).get(1));
    Optional<StoredObject> before = space.get(key);
    ArgumentModel model = new ArgumentModel(type);
    WriteOperation write = WriteOperation.update().put("mark", Value.Text.of("changed"));
    for (Value argument : SOME_OF_EVERY_TYPE) {
      for (Function function : Function.values()) {
        if (!model.fits(function, argument)) {
          String place = ArgumentModel.path(function).isEmpty() ? attribute : attribute + ".a";
          WriteOperation unfitting = write.with(new FunctionCalls.Step(place, function, argument));
          isRefused(place, () -> space.write(key, unfitting));
          isRefused(place, () -> group(Condition.ALL, unfitting));
        }
      }
      for (Operator operator : Operator.values()) {
        if (!model.fits(operator, argument)) {
          Condition unfitting = Condition.of(attribute, operator, argument);
          isRefused(attribute, () -> space.write(key, write.onlyIf(unfitting)));
          isRefused(attribute, () -> group(unfitting, write));
        }
      }
    }
    assertThat(space.get(key)).isEqualTo(before);
  }

  private void group(Condition where, WriteOperation operation) {
    try (GroupOperation group =
        client.group(MatrixSpace.NAME, where, operation, CallOptions.DEFAULT)) {
      group.await();
    }
  }

  private static void isRefused(String place, ThrowingCallable unfitting) {
    HyperDexException refusal = catchThrowableOfType(HyperDexException.class, unfitting);
    assertThat(refusal).as(place).isNotNull();
    assertThat(refusal.code()).as("%s", refusal).isIn(ErrorCode.WRONG_TYPE, ErrorCode.MALFORMED);
    assertThat(refusal.outcome()).as("%s", refusal).isEqualTo(FailureOutcome.NOT_APPLIED);
    assertThat(refusal.context())
        .as("%s", refusal)
        .containsEntry(HyperDexException.ATTRIBUTE, place)
        .containsKeys(HyperDexException.EXPECTED, HyperDexException.FOUND);
  }

  @Test
  void existenceAndVersionsAreAskedBeforeGuards() {
    Value key = Value.Text.of("existence");
    Map<String, Value> values = Map.of("mark", MatrixSpace.MARK);
    Condition no = Condition.greaterThan("mark", MatrixSpace.MARK);
    assertThat(space.write(key, WriteOperation.delete()).outcome()).isEqualTo(Outcome.NOT_FOUND);
    WriteResult made = space.write(key, WriteOperation.putIfNotExist(values));
    assertThat(made.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(space.write(key, WriteOperation.putIfNotExist(values)).outcome())
        .isEqualTo(Outcome.EXISTS);
    assertThat(
            space
                .write(key, WriteOperation.putIfVersion(made.version(), values).onlyIf(no))
                .outcome())
        .isEqualTo(Outcome.GUARD_FAILED);
    WriteResult changed = space.write(key, WriteOperation.putIfVersion(made.version(), values));
    assertThat(changed.outcome()).isEqualTo(Outcome.OK);
    assertThat(
            space.write(key, WriteOperation.deleteIfVersion(made.version()).onlyIf(no)).outcome())
        .isEqualTo(Outcome.VERSION_MISMATCH);
    assertThat(space.write(key, WriteOperation.conditionalDelete(no)).outcome())
        .isEqualTo(Outcome.GUARD_FAILED);
    assertThat(space.write(key, WriteOperation.deleteIfVersion(changed.version())).outcome())
        .isEqualTo(Outcome.DELETED);
    assertThat(space.get(key)).isEmpty();
  }
}
