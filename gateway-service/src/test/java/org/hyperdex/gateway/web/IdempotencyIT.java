package org.hyperdex.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A write that is sent again under its idempotency key is answered again and not done again. */
@GatewayTest
class IdempotencyIT {
  private static final String KEY = "Idempotency-Key";

  private final Rest rest;

  IdempotencyIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace("space idempotency_it key k attributes int a create 2 partitions");
  }

  private static String path(String key) {
    return Rest.object("idempotency_it", key);
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  private static void assertSame(Answer again, Answer first) {
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.etag()).isEqualTo(first.etag());
    assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
  }

  @Test
  void aRepeatedPutIsDoneOnce() {
    String key = newKey();
    Answer first = rest.put(path("put"), "{\"a\": 1}", KEY, key).is(201);
    rest.put(path("put"), "{\"a\": 2}").is(200);
    Answer between = rest.get(path("put"));
    assertSame(rest.put(path("put"), "{\"a\": 1}", KEY, key), first);
    rest.get(path("put")).isUnchangedSince(between);
    rest.put(path("put"), "{\"a\": 1}", KEY, newKey()).is(200);
    assertThat(rest.get(path("put")).json().get("a").asInt()).isEqualTo(1);
  }

  @Test
  void aRepeatedDeleteIsDoneOnce() {
    String key = newKey();
    rest.put(path("delete"), "{}").is(201);
    Answer first = rest.delete(path("delete"), KEY, key).is(204);
    rest.put(path("delete"), "{}").is(201);
    assertSame(rest.delete(path("delete"), KEY, key), first);
    rest.get(path("delete")).is(200);
  }

  @Test
  void aRepeatedOperationIsDoneOnce() {
    String key = newKey();
    rest.put(path("post"), "{\"a\": 1}").is(201);
    String step = "{\"if\": {\"a\": 1}, \"ops\": [{\"put\": {\"a\": 2}}]}";
    Answer first = rest.post(path("post"), step, KEY, key).is(200);
    assertSame(rest.post(path("post"), step, KEY, key), first);
    rest.post(path("post"), step, KEY, newKey()).isRefusedWrite(409, "guard-failed");
  }

  @Test
  void aRefusalIsRepeatedAsWell() {
    String key = newKey();
    Answer first = rest.delete(path("refused"), KEY, key);
    first.isRefusedWrite(404, "unknown-object");
    rest.put(path("refused"), "{}").is(201);
    assertSame(rest.delete(path("refused"), KEY, key), first);
    rest.get(path("refused")).is(200);
  }

  @Test
  void theKeyOfAnotherRequestIsRefused() {
    String key = newKey();
    rest.put(path("reused"), "{\"a\": 1}", KEY, key).is(201);
    Answer before = rest.get(path("reused"));
    String type = "idempotency-key-reused";
    rest.put(path("reused"), "{\"a\": 2}", KEY, key).isRefusedWrite(422, type);
    rest.put(path("reused"), "{\"a\":1}", KEY, key).isRefusedWrite(422, type);
    rest.put(path("reused2"), "{\"a\": 1}", KEY, key).isRefusedWrite(422, type);
    rest.put(path("reused"), "{\"a\": 1}", KEY, key, "If-Match", "*").isRefusedWrite(422, type);
    rest.delete(path("reused"), KEY, key).isRefusedWrite(422, type);
    rest.get(path("reused")).isUnchangedSince(before);
    rest.get(path("reused2")).isProblem(404, "unknown-object");
  }

  @Test
  void anImpossibleKeyIsRefused() {
    for (String key : new String[] {"", " ", "x".repeat(256)}) {
      rest.put(path("impossible"), "{}", KEY, key).isRefusedWrite(400, "malformed");
    }
    rest.get(path("impossible")).isProblem(404, "unknown-object");
    rest.put(path("possible"), "{}", KEY, "x".repeat(255)).is(201);
  }

  @Test
  void ofManyAtOnceOneIsDone() {
    String key = newKey();
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                CompletableFuture.supplyAsync(
                    () -> rest.put(path("at once"), "{\"a\": 1}", KEY, key)))
            .toList();
    Answer first = answers.getFirst().join().is(201);
    answers.forEach(answer -> assertSame(answer.join(), first));
  }

  @Test
  void aRepeatedSpaceIsMadeOnce() {
    String key = newKey();
    String description = "space idempotency_new key k create 1 partitions";
    Answer first = rest.postText("/v1/spaces", description, KEY, key).is(201);
    assertSame(rest.postText("/v1/spaces", description, KEY, key), first);
    rest.postText("/v1/spaces", description).isRefusedWrite(409, "duplicate");

    String rename = newKey();
    String to = "{\"name\": \"idempotency_renamed\"}";
    Answer renamed = rest.patch("/v1/spaces/idempotency_new", to, KEY, rename).is(200);
    assertSame(rest.patch("/v1/spaces/idempotency_new", to, KEY, rename), renamed);

    String removal = newKey();
    rest.delete("/v1/spaces/idempotency_renamed", KEY, removal).is(204);
    rest.delete("/v1/spaces/idempotency_renamed", KEY, removal).is(204);
    rest.delete("/v1/spaces/idempotency_renamed").isRefusedWrite(404, "unknown-space");
  }

  @Test
  void aRepeatedBatchIsDoneOnce() {
    String key = newKey();
    byte[] batch =
        """
        {"key": "batch", "ops": [{"put": {"a": 1}}]}
        {"key": "batch", "if": {"a": 1}, "ops": [{"put": {"a": 2}}]}
        {"key": "batch", "if": {"a": 1}, "ops": [{"put": {"a": 3}}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    String[] headers = {"Content-Type", "application/x-ndjson", KEY, key};
    String path = "/v1/spaces/idempotency_it/batch";
    Answer first = rest.send("POST", path, batch, headers).is(200);
    assertThat(first.lines().stream().map(line -> line.get("status").asInt()))
        .containsExactly(201, 200, 409);
    Answer between = rest.get(path("batch"));
    assertSame(rest.send("POST", path, batch, headers), first);
    rest.get(path("batch")).isUnchangedSince(between);
    rest.send("POST", path, new byte[0], headers).isRefusedWrite(422, "idempotency-key-reused");
  }
}
