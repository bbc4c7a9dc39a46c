package org.hyperdex.gateway.spaces;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.InvalidSpaceException;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.schema.DescriptionError;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceDescriptionException;
import org.hyperdex.core.schema.SpaceParser;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.Deadline;
import org.hyperdex.gateway.web.Idempotency;
import org.hyperdex.gateway.web.Schemas;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The spaces of the cluster. */
@RestController
class SpacesController {
  private final HyperDexClient client;
  private final GatewayProperties properties;
  private final Schemas schemas;
  private final Idempotency idempotency;

  SpacesController(
      HyperDexClient client,
      GatewayProperties properties,
      Schemas schemas,
      Idempotency idempotency) {
    this.client = client;
    this.properties = properties;
    this.schemas = schemas;
    this.idempotency = idempotency;
  }

  @GetMapping(path = "/v1/spaces", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> list() {
    ObjectNode answer = JsonValues.mapper().createObjectNode();
    ArrayNode spaces = answer.putArray("spaces");
    client.configuration().spaces().forEach(space -> spaces.add(SpaceJson.of(space)));
    return json(answer);
  }

  @GetMapping(path = "/v1/spaces/{space}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> get(@PathVariable String space) {
    return json(SpaceJson.of(schemas.space(space)));
  }

  @PostMapping(path = "/v1/spaces", consumes = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> add(HttpServletRequest request) {
    byte[] body = Bodies.bytes(request);
    return idempotency.answer(request, body, () -> add(Bodies.text(body), request));
  }

  private ResponseEntity<String> add(String text, HttpServletRequest request) {
    String name = parse(text).name();
    admin(request).addSpace(text);
    URI location =
        UriComponentsBuilder.fromPath("/v1/spaces/{name}").buildAndExpand(name).encode().toUri();
    Optional<Space> added = client.configuration().space(name);
    return ResponseEntity.created(location)
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            added
                .map(SpaceJson::of)
                .orElseGet(() -> JsonValues.mapper().createObjectNode().put("name", name))
                .toString());
  }

  @PostMapping(path = "/v1/spaces:validate", consumes = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> validate(HttpServletRequest request) {
    SpaceDescription description = parse(Bodies.text(Bodies.bytes(request)));
    return json(
        JsonValues.mapper().createObjectNode().put("valid", true).put("name", description.name()));
  }

  private static SpaceDescription parse(String text) {
    try {
      return SpaceParser.parseNew(text);
    } catch (SpaceDescriptionException e) {
      DescriptionError error = e.error();
      throw new InvalidSpaceException(
          error.message(), error.line(), error.column(), error.rule().id());
    }
  }

  @DeleteMapping("/v1/spaces/{space}")
  ResponseEntity<String> remove(@PathVariable String space, HttpServletRequest request) {
    return idempotency.answer(
        request,
        new byte[0],
        () -> {
          try {
            admin(request).removeSpace(space);
          } catch (HyperDexException failure) {
            throw unknownSpace(failure, space);
          }
          return ResponseEntity.noContent().build();
        });
  }

  @PatchMapping(path = "/v1/spaces/{space}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> change(@PathVariable String space, HttpServletRequest request) {
    byte[] body = Bodies.bytes(request);
    return idempotency.answer(request, body, () -> change(space, Bodies.object(body), request));
  }

  private ResponseEntity<String> change(String space, JsonNode body, HttpServletRequest request) {
    JsonNode failures = body.get("faultTolerance");
    if (body.size() == 1 && failures != null && failures.isInt()) {
      return tolerate(space, failures.intValue(), request);
    }
    JsonNode name = body.get("name");
    if (body.size() != 1 || name == null || !name.isString()) {
      throw new Problem(
          Reason.MALFORMED,
          "expected {\"name\": \"..\"} or {\"faultTolerance\": number}, found " + body);
    }
    try {
      admin(request).renameSpace(space, name.stringValue());
    } catch (HyperDexException failure) {
      throw unknownSpace(failure, space);
    }
    return json(SpaceJson.of(schemas.space(name.stringValue())));
  }

  private ResponseEntity<String> tolerate(String space, int failures, HttpServletRequest request) {
    try {
      admin(request).setFaultTolerance(space, failures);
    } catch (HyperDexException failure) {
      throw unknownSpace(failure, space);
    }
    return json(SpaceJson.of(schemas.space(space)));
  }

  private static RuntimeException unknownSpace(HyperDexException failure, String space) {
    return failure.code() == ErrorCode.NOT_FOUND
        ? new Problem(Reason.UNKNOWN_SPACE, "there is no space '" + space + "'")
        : failure;
  }

  private ClusterAdmin admin(HttpServletRequest request) {
    return client.admin().withTimeout(Deadline.of(request, properties.timeout()).timeout());
  }

  private static ResponseEntity<String> json(ObjectNode answer) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer.toString());
  }
}
