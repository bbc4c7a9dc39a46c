package org.hyperdex.gateway.spaces;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.ClusterAdmin.IndexBuild;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.Deadline;
import org.hyperdex.gateway.web.Idempotency;
import org.hyperdex.gateway.web.Schemas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The indices of a space. */
@RestController
class IndicesController {
  private static final Logger LOG = LoggerFactory.getLogger(IndicesController.class);

  private final HyperDexClient client;
  private final GatewayProperties properties;
  private final Schemas schemas;
  private final Idempotency idempotency;

  IndicesController(
      HyperDexClient client,
      GatewayProperties properties,
      Schemas schemas,
      Idempotency idempotency) {
    this.client = client;
    this.properties = properties;
    this.schemas = schemas;
    this.idempotency = idempotency;
  }

  @GetMapping(path = "/v1/spaces/{space}/indices", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> list(@PathVariable String space, HttpServletRequest request) {
    ObjectNode answer = JsonValues.mapper().createObjectNode();
    Space found = schemas.space(space);
    ArrayNode indices = answer.putArray("indices");
    Map<Long, IndexBuild> builds = builds(request);
    found.indices().forEach(index -> indices.add(node(found, index, builds)));
    return json(answer);
  }

  @GetMapping(path = "/v1/spaces/{space}/indices/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> get(
      @PathVariable String space, @PathVariable long id, HttpServletRequest request) {
    Index index = index(space, id);
    return json(node(schemas.space(space), index, builds(request)));
  }

  /** How far those are that are being built, which may be known to be ready. */
  private Map<Long, IndexBuild> builds(HttpServletRequest request) {
    Map<Long, IndexBuild> builds = new HashMap<>();
    try {
      admin(request).indexing().forEach(build -> builds.put(build.index(), build));
    } catch (HyperDexException failure) {
      LOG.debug("no coordinator tells how far indices are", failure);
    }
    return builds;
  }

  private static ObjectNode node(Space space, Index index, Map<Long, IndexBuild> builds) {
    ObjectNode node = SpaceJson.index(space, index);
    IndexBuild build = builds.get(index.id());
    if (build != null) {
      node.putObject("progress")
          .put("rowsDone", build.rowsDone())
          .put("rowsTotal", build.rowsTotal());
    }
    return node;
  }

  private static ResponseEntity<String> json(ObjectNode answer) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer.toString());
  }

  @PostMapping(path = "/v1/spaces/{space}/indices", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> add(@PathVariable String space, HttpServletRequest request) {
    byte[] body = Bodies.bytes(request);
    return idempotency.answer(request, body, () -> add(space, Bodies.object(body), request));
  }

  private ResponseEntity<String> add(String name, JsonNode body, HttpServletRequest request) {
    JsonNode attribute = body.get("attribute");
    if (body.size() != 1 || attribute == null || !attribute.isString()) {
      throw new Problem(Reason.MALFORMED, "expected {\"attribute\": \"..\"}, found " + body);
    }
    Space space = schemas.space(name);
    long id = addIndex(space, attribute.stringValue(), request);
    URI location =
        UriComponentsBuilder.fromPath("/v1/spaces/{name}/indices/{id}")
            .buildAndExpand(name, id)
            .encode()
            .toUri();
    return ResponseEntity.created(location)
        .contentType(MediaType.APPLICATION_JSON)
        .body(SpaceJson.index(schemas.space(name), index(name, id)).toString());
  }

  private long addIndex(Space space, String attribute, HttpServletRequest request) {
    try {
      return admin(request).addIndex(space.name(), attribute);
    } catch (HyperDexException failure) {
      boolean gone = client.configuration().space(space.name()).isEmpty();
      throw failure.code() == ErrorCode.NOT_FOUND
          ? new Problem(gone ? Reason.UNKNOWN_SPACE : Reason.UNKNOWN_ATTRIBUTE, failure.detail())
          : failure;
    }
  }

  @DeleteMapping("/v1/spaces/{space}/indices/{id}")
  ResponseEntity<String> remove(
      @PathVariable String space, @PathVariable long id, HttpServletRequest request) {
    return idempotency.answer(
        request,
        new byte[0],
        () -> {
          admin(request).removeIndex(index(space, id).id());
          return ResponseEntity.noContent().build();
        });
  }

  private Index index(String space, long id) {
    return schemas.space(space).indices().stream()
        .filter(index -> index.id() == id)
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                Reason.UNKNOWN_RESOURCE, "space '%s' has no index %d".formatted(space, id)));
  }

  private ClusterAdmin admin(HttpServletRequest request) {
    return client.admin().withTimeout(Deadline.of(request, properties.timeout()).timeout());
  }
}
