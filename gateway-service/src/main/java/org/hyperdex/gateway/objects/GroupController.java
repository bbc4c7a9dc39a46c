package org.hyperdex.gateway.objects;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.GroupResult;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonConditions;
import org.hyperdex.client.json.JsonMembers;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.hyperdex.gateway.web.Attended;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.Deadline;
import org.hyperdex.gateway.web.Idempotency;
import org.hyperdex.gateway.web.Schemas;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of all objects that match. They are answered when the changes have committed. A function
 * that cannot be applied to some objects is part of the answer: the others are changed. A caller
 * that goes away stops the operation, unless it may come back for the answer with its
 * Idempotency-Key.
 */
@RestController
@RequestMapping(
    path = "/v1/spaces/{space}",
    consumes = MediaType.APPLICATION_JSON_VALUE,
    produces = MediaType.APPLICATION_JSON_VALUE)
class GroupController {
  private final HyperDexClient client;
  private final GatewayProperties properties;
  private final Schemas schemas;
  private final Idempotency idempotency;

  GroupController(
      HyperDexClient client,
      GatewayProperties properties,
      Schemas schemas,
      Idempotency idempotency) {
    this.client = client;
    this.properties = properties;
    this.schemas = schemas;
    this.idempotency = idempotency;
  }

  @PostMapping("/update")
  ResponseEntity<String> update(@PathVariable String space, HttpServletRequest request) {
    byte[] body = Bodies.bytes(request);
    return idempotency.answer(
        request,
        body,
        () -> {
          Schema schema = schemas.space(space).schema();
          JsonNode node = Bodies.object(body);
          WriteOperation operation = Operations.ofGroup(schema, node);
          return answer(space, condition(schema, node), operation, request);
        });
  }

  @PostMapping("/delete")
  ResponseEntity<String> delete(@PathVariable String space, HttpServletRequest request) {
    byte[] body = Bodies.bytes(request);
    return idempotency.answer(
        request,
        body,
        () -> {
          Schema schema = schemas.space(space).schema();
          JsonNode node = Bodies.object(body);
          JsonMembers.require(node, Set.of("where"));
          return answer(space, condition(schema, node), WriteOperation.delete(), request);
        });
  }

  /** Nobody changes everything by leaving something out: who means all objects says {}. */
  private static Condition condition(Schema schema, JsonNode body) {
    JsonNode where = body.get("where");
    if (where == null) {
      throw new Problem(
          Reason.MALFORMED, "where: expected predicates; {} stands for all objects of the space");
    }
    return JsonConditions.parse(schema, where);
  }

  private ResponseEntity<String> answer(
      String space, Condition where, WriteOperation operation, HttpServletRequest request) {
    CallOptions options = Deadline.of(request, properties.timeout());
    try (GroupOperation group = client.group(space, where, operation, options)) {
      if (!idempotency.isAskedFor(request)) {
        Attended.await(request, group.result(), group::close);
      }
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(json(group.await()).toString());
    }
  }

  private static ObjectNode json(GroupResult result) {
    ObjectNode answer = JsonValues.mapper().createObjectNode();
    answer.put("matched", result.matched());
    answer.put("changed", result.changed());
    if (result.refused() > 0) {
      answer.put("failed", result.refused());
      ArrayNode failures = answer.putArray("failures");
      for (GroupResult.Refusal refusal : result.refusals()) {
        ObjectNode failure = failures.addObject();
        failure.set("key", JsonValues.toJson(refusal.key()));
        failure.put("failure", refusal.code().name());
        refusal.attribute().ifPresent(name -> failure.put("attribute", name));
      }
    }
    return answer;
  }
}
