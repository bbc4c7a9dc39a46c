package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.hyperdex.client.Condition;
import org.hyperdex.client.FunctionCalls;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.function.OperationCase;
import org.hyperdex.core.function.OperationCase.Situation;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation on every type through the client, on objects that are there or not, with guards
 * true or false: result and state are what the model says, while servers die as well.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class OperationMatrixIT {
  private static final String SPACE = "matrix";
  private static final int SERVERS = 3;
  private static final Value MARK = Value.Text.of("here");
  private static final int ROUNDS = 2;
  private static final int THREADS = 16;

  /** A case, and the object it is tried on. */
  private record Trial(Value key, String attribute, OperationCase what) {}

  private ProcessCluster cluster;
  private HyperDexClient client;

  private static String attribute(AttributeType type) {
    return "a" + Values.types().indexOf(type);
  }

  private static String description() {
    StringBuilder attributes = new StringBuilder("string mark");
    for (AttributeType type : Values.types()) {
      attributes.append(", ").append(type.description()).append(' ').append(attribute(type));
    }
    return "space %s key k attributes %s create 8 partitions tolerate %d failures"
        .formatted(SPACE, attributes, SERVERS - 1);
  }

  /** Every case, on an object of its own. */
  private static List<Trial> trials(String name) {
    List<Trial> trials = new ArrayList<>();
    for (AttributeType type : Values.types()) {
      for (OperationCase what : OperationCase.all(type, ROUNDS)) {
        trials.add(new Trial(Value.Text.of(name + trials.size()), attribute(type), what));
      }
    }
    return trials;
  }

  @BeforeAll
  void start(@TempDir Path data) {
    cluster = ProcessCluster.start(data, 1, SERVERS);
    client = cluster.client();
    cluster.awaitServers(client, SERVERS);
    client.admin().addSpace(description());
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
    List<Trial> trials = trials("trial");
    each(trials, this::prepare);

    cluster.killServer(0);
    each(trials, this::carryOut);
    cluster.killServer(1);

    each(trials, trial -> assertState(trial, get(trial.key())));
  }

  private static void each(List<Trial> trials, Consumer<Trial> step) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> steps = new ArrayList<>();
      for (Trial trial : trials) {
        steps.add(threads.submit(() -> step.accept(trial)));
      }
      for (Future<?> one : steps) {
        one.get();
      }
    }
  }

  private void prepare(Trial trial) {
    if (trial.what().situation().there()) {
      Map<String, Value> values = Map.of("mark", MARK, trial.attribute(), trial.what().before());
      write(trial.key(), WriteOperation.put(values)).orThrow();
    }
  }

  private void carryOut(Trial trial) {
    OperationCase what = trial.what();
    WriteOperation operation =
        guarded(
            (what.situation().creates() ? WriteOperation.upsert() : WriteOperation.update())
                .with(
                    new FunctionCalls.Step(
                        what.place(trial.attribute()), what.call().function(), what.argument())),
            what.situation());

    WriteResult result = write(trial.key(), operation);

    String told = "%s on %s".formatted(operation, what.before());
    Optional<StoredObject> after = get(trial.key());
    assertThat(result.outcome()).as(told).isEqualTo(what.outcome());
    assertState(trial, after);
    if (result.outcome().success()) {
      assertThat(after.map(StoredObject::version)).as(told).contains(result.version());
    } else {
      assertThat(result.version()).as(told).isEqualTo(Version.NONE);
    }
    assertThat(result.attribute()).as(told).isEqualTo(named(trial.attribute(), what.outcome()));
    assertThat(result.functions())
        .as(told)
        .isEqualTo(
            what.outcome().functionFailed()
                ? List.of(what.call().function().operation())
                : List.of());
  }

  private static void assertState(Trial trial, Optional<StoredObject> found) {
    assertThat(found.flatMap(object -> object.attribute(trial.attribute())))
        .as("%s after %s", trial.attribute(), trial.what())
        .isEqualTo(trial.what().after());
  }

  private static Optional<String> named(String attribute, Outcome outcome) {
    if (outcome == Outcome.GUARD_FAILED) {
      return Optional.of("mark");
    }
    return outcome.functionFailed() ? Optional.of(attribute) : Optional.empty();
  }

  private static WriteOperation guarded(WriteOperation operation, Situation situation) {
    Condition yes = Condition.equal("mark", MARK);
    Condition no = Condition.greaterThan("mark", MARK);
    return switch (situation) {
      case MISSING, MISSING_TO_CREATE, EXISTING -> operation;
      case GUARD_TRUE -> operation.onlyIf(yes);
      case SECOND_ALTERNATIVE_TRUE -> operation.onlyIf(no.or(yes));
      case MISSING_TO_CREATE_DESPITE_GUARD, GUARD_FALSE, GUARD_FALSE_THOUGH_CREATING ->
          operation.onlyIf(no);
    };
  }

  @Test
  void existenceAndVersionsAreAskedBeforeGuards() {
    Value key = Value.Text.of("existence");
    Map<String, Value> values = Map.of("mark", MARK);
    Condition no = Condition.greaterThan("mark", MARK);
    assertThat(write(key, WriteOperation.delete()).outcome()).isEqualTo(Outcome.NOT_FOUND);
    WriteResult made = write(key, WriteOperation.putIfNotExist(values));
    assertThat(made.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(write(key, WriteOperation.putIfNotExist(values)).outcome())
        .isEqualTo(Outcome.EXISTS);
    assertThat(write(key, WriteOperation.putIfVersion(made.version(), values).onlyIf(no)).outcome())
        .isEqualTo(Outcome.GUARD_FAILED);
    WriteResult changed = write(key, WriteOperation.putIfVersion(made.version(), values));
    assertThat(changed.outcome()).isEqualTo(Outcome.OK);
    assertThat(write(key, WriteOperation.deleteIfVersion(made.version()).onlyIf(no)).outcome())
        .isEqualTo(Outcome.VERSION_MISMATCH);
    assertThat(write(key, WriteOperation.conditionalDelete(no)).outcome())
        .isEqualTo(Outcome.GUARD_FAILED);
    assertThat(write(key, WriteOperation.deleteIfVersion(changed.version())).outcome())
        .isEqualTo(Outcome.DELETED);
    assertThat(get(key)).isEmpty();
  }

  private WriteResult write(Value key, WriteOperation operation) {
    return HyperDexClient.await(client.write(SPACE, key, operation));
  }

  private Optional<StoredObject> get(Value key) {
    return HyperDexClient.await(client.get(SPACE, key));
  }
}
