package org.hyperdex.test.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hyperdex.client.ClientOptions;
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
import org.hyperdex.test.EmbeddedHyperDexCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation on every type through the client, on objects that are there or not, with guards
 * true or false: result and state are what the model says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientOperationMatrixIT {
  private static final String SPACE = "matrix";
  private static final Value MARK = Value.Text.of("here");
  private static final int ROUNDS = 4;

  private final EmbeddedHyperDexCluster cluster = EmbeddedHyperDexCluster.start(2, description());
  private final HyperDexClient client =
      HyperDexClient.connect(ClientOptions.builder().coordinators(cluster.coordinators()).build());

  static List<AttributeType> types() {
    return Values.types();
  }

  private static String attribute(AttributeType type) {
    return "a" + types().indexOf(type);
  }

  private static String description() {
    StringBuilder attributes = new StringBuilder("string mark");
    for (AttributeType type : types()) {
      attributes.append(", ").append(type.description()).append(' ').append(attribute(type));
    }
    return "space %s key k attributes %s create 8 partitions tolerate 1 failures"
        .formatted(SPACE, attributes);
  }

  @BeforeAll
  void connect() {
    assertThat(client.configuration().space(SPACE)).isPresent();
  }

  @AfterAll
  void stop() {
    client.close();
    cluster.close();
  }

  @ParameterizedTest
  @MethodSource("types")
  void resultAndStateAreWhatTheModelSays(AttributeType type) {
    List<OperationCase> cases = OperationCase.all(type, ROUNDS);
    IntStream.range(0, cases.size())
        .parallel()
        .forEach(number ->
            compare(Value.Text.of(attribute(type) + "-" + number), type, cases.get(number)));
  }

  private void compare(Value key, AttributeType type, OperationCase any) {
    String attribute = attribute(type);
    if (any.situation().there()) {
      write(key, WriteOperation.put(Map.of("mark", MARK, attribute, any.before()))).orThrow();
    }
    WriteOperation operation =
        guarded(
            (any.situation().creates() ? WriteOperation.upsert() : WriteOperation.update())
                .with(
                    new FunctionCalls.Step(
                        any.place(attribute), any.call().function(), any.argument())),
            any.situation());

    WriteResult result = write(key, operation);

    String what = "%s on %s".formatted(operation, any.before());
    Optional<StoredObject> after = get(key);
    assertThat(result.outcome()).as(what).isEqualTo(any.outcome());
    assertThat(after.flatMap(object -> object.attribute(attribute)))
        .as(what)
        .isEqualTo(any.after());
    if (result.outcome().success()) {
      assertThat(after.map(StoredObject::version)).as(what).contains(result.version());
    } else {
      assertThat(result.version()).as(what).isEqualTo(Version.NONE);
    }
    assertThat(result.attribute()).as(what).isEqualTo(named(attribute, any.outcome()));
    assertThat(result.functions())
        .as(what)
        .isEqualTo(
            any.outcome().functionFailed()
                ? List.of(any.call().function().operation())
                : List.of());
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
