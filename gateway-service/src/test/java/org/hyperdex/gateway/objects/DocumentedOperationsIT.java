package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Operator;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.hyperdex.gateway.testing.RunningGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every example of docs/operations.md does what is written there, over HTTP and in Java. */
@GatewayTest
class DocumentedOperationsIT {
  private static final OperationsDocument DOCUMENT = OperationsDocument.read();
  private static final String SPACE = "people";

  private final Rest rest;
  private final HyperDexClient client;
  private final JavaExamples java = new JavaExamples();

  DocumentedOperationsIT(Rest rest, RunningGateway gateway) {
    this.rest = rest;
    this.client = gateway.client();
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace(DOCUMENT.space());
  }

  @AfterAll
  void stop() {
    java.close();
  }

  static Stream<OperationsDocument.Row> functions() {
    return DOCUMENT.table("functions");
  }

  static Stream<OperationsDocument.Row> existence() {
    return DOCUMENT.table("existence");
  }

  static Stream<OperationsDocument.Row> predicates() {
    return DOCUMENT.table("predicates");
  }

  private static String object(String key) {
    return Rest.object(SPACE, key);
  }

  /** An object with those attributes only. */
  private String make(String key, String attributes) {
    rest.delete(object(key));
    return rest.put(object(key), attributes).is(201).etag();
  }

  private void has(String key, String attributes, String what) {
    JsonNode found = rest.get(object(key)).is(200).json();
    new JsonMapper()
        .readTree(attributes)
        .forEachEntry((name, value) -> assertThat(found.get(name)).as(what).isEqualTo(value));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void functions(OperationsDocument.Row row) {
    String before = row.code(0);
    String after = row.code(3);
    make("http", before);
    Answer answer = rest.post(object("http"), "{\"ops\": [%s]}".formatted(row.code(1)));
    make("java", before);
    WriteOperation operation = (WriteOperation) java.value("WriteOperation.update()" + row.code(2));
    String failure = failure(operation);
    if (after.startsWith("{")) {
      answer.is(200);
      assertThat(failure).isEmpty();
      has("http", after, row.toString());
      has("java", after, row.toString());
    } else {
      assertThat(answer.status()).isEqualTo(after.equals("WRONG_TYPE") ? 400 : 409);
      if (answer.status() == 409) {
        assertThat(answer.json().get("failure").asString()).isEqualTo(after);
      }
      assertThat(failure).isEqualTo(after);
      has("http", before, row.toString());
      has("java", before, row.toString());
    }
  }

  private String failure(WriteOperation operation) {
    try {
      write(operation).orThrow();
      return "";
    } catch (HyperDexException e) {
      return e.code().name();
    }
  }

  private WriteResult write(WriteOperation operation) {
    return HyperDexClient.await(client.write(SPACE, Value.Text.of("java"), operation));
  }

  @Test
  void everyFunctionAndOperatorHasAnExample() {
    Set<String> shown =
        functions()
            .flatMap(row -> row.words(1))
            .filter(word -> Function.of(word).isPresent())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Function.values()).map(Function::operation).toList());
    Set<String> operators =
        predicates()
            .flatMap(row -> row.words(0))
            .filter(word -> Operator.named(word).isPresent())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(operators)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Operator.values()).map(Operator::jsonName).toList());
  }

  @ParameterizedTest
  @MethodSource("existence")
  void existence(OperationsDocument.Row row) {
    Map<Integer, Optional<String>> objects =
        Map.of(3, Optional.empty(), 4, Optional.of("30"), 5, Optional.of("31"));
    objects.forEach((column, age) -> {
      String version = make("http", "{\"age\": 30}");
      prepare("http", age);
      Answer answer = send(row.code(1), version);
      String inJava = make("java", "{\"age\": 30}");
      prepare("java", age);
      java.set("V", Version.parse(inJava.substring(1, inJava.length() - 1)));
      WriteResult result = write((WriteOperation) java.value(row.code(2)));
      assertThat(answer.status() + " " + result.outcome())
          .as("%s, age %s: %s", row, age, answer)
          .isEqualTo(row.cell(column));
    });
  }

  /** Leaves the object as it is for age 30, changes it for 31, removes it for none. */
  private void prepare(String key, Optional<String> age) {
    if (age.isEmpty()) {
      rest.delete(object(key)).is(204);
    } else if (!age.get().equals("30")) {
      rest.put(object(key), "{\"age\": %s}".formatted(age.get())).is(200);
    }
  }

  /** A request as {@code METHOD [header: value] [body]}. */
  private Answer send(String request, String version) {
    String method = request.split(" ", 2)[0];
    String body = request.contains("{") ? request.substring(request.indexOf('{')) : "";
    String header = request.substring(method.length(), request.length() - body.length()).strip();
    String[] headers =
        header.isEmpty() ? new String[0] : header.replace(" V", " " + version).split(": ", 2);
    return switch (method) {
      case "PUT" -> rest.put(object("http"), body, headers);
      case "POST" -> rest.post(object("http"), body, headers);
      default -> rest.delete(object("http"), headers);
    };
  }

  @ParameterizedTest
  @MethodSource("predicates")
  void predicates(OperationsDocument.Row row) {
    make("http", row.code(2));
    make("java", row.code(3));
    String where =
        "{\"where\": {\"$and\": [%s, {\"name\": {\"in\": [\"http\", \"java\"]}}]}}"
            .formatted(row.code(0));
    JsonNode found =
        rest.post("/v1/spaces/people/search", where, "Accept", "application/json").is(200).json();
    assertThat(found.get("count").asInt()).as(row.toString()).isEqualTo(1);
    assertThat(found.at("/objects/0/name").asString()).isEqualTo("http");
    Condition condition = (Condition) java.value(row.code(1));
    try (SearchStream objects = client.search(SPACE, condition)) {
      assertThat(objects.stream().map(object -> object.key()).toList())
          .as(row.toString())
          .contains(Value.Text.of("http"))
          .doesNotContain(Value.Text.of("java"));
    }
  }
}
