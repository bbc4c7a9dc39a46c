package org.hyperdex.gateway.objects;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.Deadline;
import org.hyperdex.gateway.web.HeldMemory;
import org.hyperdex.gateway.web.Idempotency;
import org.hyperdex.gateway.web.ObjectKeys;
import org.hyperdex.gateway.web.Projection;
import org.hyperdex.gateway.web.Schemas;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One object by its key. The second path of each call is for the key of no characters. */
@RestController
@RequestMapping("/v1/spaces/{space}/objects")
class ObjectsController {
  private final HyperDexClient client;
  private final GatewayProperties properties;
  private final Schemas schemas;
  private final Idempotency idempotency;

  ObjectsController(
      HyperDexClient client,
      GatewayProperties properties,
      Schemas schemas,
      Idempotency idempotency) {
    this.client = client;
    this.properties = properties;
    this.schemas = schemas;
    this.idempotency = idempotency;
  }

  @GetMapping(
      path = {"/{key}", "/"},
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> get(
      @PathVariable String space,
      @RequestParam(required = false) List<String> attributes,
      HttpServletRequest request) {
    Schema schema = schemas.space(space).schema();
    Set<String> wanted = Projection.of(schema, attributes);
    Value key = ObjectKeys.of(request, schema.key());
    StoredObject object =
        HyperDexClient.await(
                attributes == null
                    ? client.get(space, key, deadline(request))
                    : client.get(space, key, wanted, deadline(request)))
            .orElseThrow(
                () -> new Problem(Reason.UNKNOWN_OBJECT, "there is no object of that key"));
    HeldMemory.of(request)
        .take(object.encodedBytes() * HeldMemory.ANSWER_FACTOR, HeldMemory.PATIENCE);
    return ResponseEntity.ok()
        .eTag(WriteAnswers.etag(object.version()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(Projection.json(object, wanted).toString());
  }

  @PutMapping(
      path = {"/{key}", "/"},
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> put(@PathVariable String space, HttpServletRequest request) {
    byte[] body = Bodies.bytes(request);
    return idempotency.answer(
        request,
        body,
        () -> {
          Schema schema = schemas.space(space).schema();
          Value key = ObjectKeys.of(request, schema.key());
          Preconditions preconditions = Preconditions.of(request);
          WriteOperation put =
              start(preconditions)
                  .with(JsonValues.puts(schema, withoutKey(schema, key, Bodies.object(body))));
          return WriteAnswers.answer(write(space, key, put, preconditions, request));
        });
  }

  private static WriteOperation start(Preconditions preconditions) {
    if (preconditions.mustNotExist()) {
      return WriteOperation.create();
    }
    if (preconditions.mustExist()) {
      return WriteOperation.update();
    }
    return preconditions
        .version()
        .map(version -> WriteOperation.update().onlyIfVersion(version))
        .orElseGet(WriteOperation::upsert);
  }

  /** An object that was read may be put back as it is: with its key, if that is the address's. */
  private static JsonNode withoutKey(Schema schema, Value key, JsonNode body) {
    String keyName = schema.key().name();
    JsonNode named = body.get(keyName);
    if (named == null || !JsonValues.fromJson(keyName, schema.key().type(), named).equals(key)) {
      return body;
    }
    ObjectNode rest = JsonValues.mapper().createObjectNode();
    rest.setAll((ObjectNode) body);
    rest.remove(keyName);
    return rest;
  }

  @PostMapping(
      path = {"/{key}", "/"},
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> operate(@PathVariable String space, HttpServletRequest request) {
    byte[] body = Bodies.bytes(request);
    return idempotency.answer(
        request,
        body,
        () -> {
          Schema schema = schemas.space(space).schema();
          Preconditions preconditions = Preconditions.of(request);
          WriteOperation operation = Operations.ofPost(schema, Bodies.object(body), preconditions);
          Value key = ObjectKeys.of(request, schema.key());
          return WriteAnswers.answerOfOperations(
              write(space, key, operation, preconditions, request));
        });
  }

  @DeleteMapping({"/{key}", "/"})
  ResponseEntity<String> delete(@PathVariable String space, HttpServletRequest request) {
    return idempotency.answer(
        request,
        new byte[0],
        () -> {
          Schema schema = schemas.space(space).schema();
          Preconditions preconditions = Preconditions.of(request);
          if (preconditions.mustNotExist()) {
            throw new Problem(Reason.MALFORMED, "If-None-Match makes no sense for a DELETE");
          }
          WriteOperation operation =
              preconditions
                  .version()
                  .map(WriteOperation::deleteIfVersion)
                  .orElseGet(WriteOperation::delete);
          Value key = ObjectKeys.of(request, schema.key());
          return WriteAnswers.answer(write(space, key, operation, preconditions, request));
        });
  }

  private WriteResult write(
      String space,
      Value key,
      WriteOperation operation,
      Preconditions preconditions,
      HttpServletRequest request) {
    WriteResult result =
        HyperDexClient.await(client.write(space, key, operation, deadline(request)));
    if (preconditions.mustExist() && result.outcome() == Outcome.NOT_FOUND) {
      throw new Problem(
          Reason.PRECONDITION_FAILED, "there is no object of that key, and If-Match asks for one");
    }
    return result;
  }

  private CallOptions deadline(HttpServletRequest request) {
    return Deadline.of(request, properties.timeout());
  }
}
