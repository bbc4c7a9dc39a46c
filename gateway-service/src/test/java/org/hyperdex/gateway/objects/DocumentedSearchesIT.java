package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.hyperdex.gateway.testing.RunningGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every search, count and group in docs/operations.md answers what is written there. */
@GatewayTest
class DocumentedSearchesIT {
  private static final OperationsDocument DOCUMENT = OperationsDocument.read();
  private static final String SPACE = "people_listed";
  private static final String UNORDERED = ", in no order";

  private final Rest rest;
  private final HyperDexClient client;
  private final JavaExamples java = new JavaExamples();

  DocumentedSearchesIT(Rest rest, RunningGateway gateway) {
    this.rest = rest;
    this.client = gateway.client();
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace(DOCUMENT.space().replace("people", SPACE));
    java.setClient(client);
  }

  @AfterAll
  void stop() {
    java.close();
  }

  static Stream<OperationsDocument.Row> searches() {
    return DOCUMENT.table("searches");
  }

  /** Leaves just the people of the document. */
  private void makePeople() {
    try (GroupOperation all =
        client.group(SPACE, Condition.ALL, WriteOperation.delete(), CallOptions.DEFAULT)) {
      all.await();
    }
    DOCUMENT
        .people()
        .map(line -> (ObjectNode) JsonValues.parse("line", line))
        .forEach(person -> {
          String name = person.remove("name").asString();
          rest.put(Rest.object(SPACE, name), person.toString()).is(201);
        });
  }

  private JsonNode send(String request) {
    String[] parts = request.split(" ", 2);
    Answer answer =
        rest.post("/v1/spaces/" + SPACE + "/" + parts[0], parts[1], "Accept", "application/json");
    return answer.is(200).json();
  }

  /** Of the cursor, if the request has one: that of the same request without it. */
  private String withCursor(String request) {
    if (!request.contains("\"C\"")) {
      return request;
    }
    String cursor = send(request.replace(", \"cursor\": \"C\"", "")).get("cursor").asString();
    java.set("C", cursor);
    return request.replace("\"C\"", "\"" + cursor + "\"");
  }

  @ParameterizedTest
  @MethodSource("searches")
  void searches(OperationsDocument.Row row) {
    String cell = row.cell(2);
    boolean ordered = !cell.endsWith(UNORDERED);
    String shown = ordered ? cell : cell.substring(0, cell.length() - UNORDERED.length());
    JsonNode expected = JsonValues.parse("answer", shown.substring(1, shown.length() - 1));

    makePeople();
    String request = withCursor(row.code(0));
    isAsShown(send(request), expected, ordered, row);
    makePeople();
    isAsShown(
        inJava(java.value(row.code(1).replace("\"people\"", "\"" + SPACE + "\""))),
        expected,
        ordered,
        row);
  }

  private static void isAsShown(
      JsonNode answer, JsonNode expected, boolean ordered, OperationsDocument.Row row) {
    if (expected instanceof ArrayNode objects) {
      List<JsonNode> found = answer.get("objects").valueStream().toList();
      List<JsonNode> wanted = objects.valueStream().toList();
      if (ordered) {
        assertThat(found).as(row.toString()).isEqualTo(wanted);
      } else {
        assertThat(found).as(row.toString()).containsExactlyInAnyOrderElementsOf(wanted);
      }
    } else {
      expected.forEachEntry((name, value) ->
          assertThat(answer.get(name).asLong()).as(row.toString()).isEqualTo(value.asLong()));
    }
  }

  /** What Java answers, as HTTP would. */
  private static JsonNode inJava(Object answer) {
    ObjectNode json = JsonValues.mapper().createObjectNode();
    switch (answer) {
      case SearchStream found -> {
        ArrayNode objects = json.putArray("objects");
        try (found) {
          found.forEachRemaining(stored -> {
            ObjectNode object = objects.addObject();
            object.set(stored.keyName(), JsonValues.toJson(stored.key()));
            stored
                .attributes()
                .forEach((name, value) -> object.set(name, JsonValues.toJson(value)));
          });
        }
      }
      case CompletableFuture<?> count -> json.put("count", (Long) HyperDexClient.await(count));
      case GroupOperation group -> {
        try (group) {
          var result = group.await();
          json.put("matched", result.matched()).put("changed", result.changed());
        }
      }
      default -> throw new AssertionError("not to be expected: " + answer);
    }
    // As it would be read: numbers are of the same kind then.
    return JsonValues.parse("answer", json.toString());
  }
}
