package org.hyperdex.gateway.cluster;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.Deadline;
import org.hyperdex.gateway.web.Idempotency;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The cluster as a whole. */
@RestController
@RequestMapping("/v1/cluster")
class ClusterController {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final HyperDexClient client;
  private final GatewayProperties properties;
  private final Idempotency idempotency;

  ClusterController(HyperDexClient client, GatewayProperties properties, Idempotency idempotency) {
    this.client = client;
    this.properties = properties;
    this.idempotency = idempotency;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> get(HttpServletRequest request) {
    ClusterAdmin admin = admin(request);
    return json(ClusterJson.of(client.configuration(), admin.status(), admin.recoveries()));
  }

  @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> change(HttpServletRequest request) {
    byte[] body = Bodies.bytes(request);
    return idempotency.answer(request, body, () -> change(Bodies.object(body), request));
  }

  private ResponseEntity<String> change(JsonNode body, HttpServletRequest request) {
    JsonNode readOnly = body.get("readOnly");
    if (body.size() != 1 || readOnly == null || !readOnly.isBoolean()) {
      throw new Problem(Reason.MALFORMED, "expected {\"readOnly\": true or false}, found " + body);
    }
    admin(request).setReadOnly(readOnly.booleanValue());
    return json(JsonValues.mapper().createObjectNode().put("readOnly", readOnly.booleanValue()));
  }

  @GetMapping(path = "/servers", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> servers() {
    ObjectNode answer = JsonValues.mapper().createObjectNode();
    answer.set("servers", ClusterJson.servers(client.configuration()));
    return json(answer);
  }

  @GetMapping(path = "/recoveries", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> recoveries(HttpServletRequest request) {
    ObjectNode answer = JsonValues.mapper().createObjectNode();
    answer.set("recoveries", ClusterJson.recoveries(admin(request).recoveries()));
    return json(answer);
  }

  @PostMapping("/servers/{id}/{action}")
  ResponseEntity<String> act(
      @PathVariable String id,
      @PathVariable String action,
      @RequestParam(defaultValue = "false") boolean acceptDataLoss,
      HttpServletRequest request) {
    byte[] asked = Boolean.toString(acceptDataLoss).getBytes(StandardCharsets.UTF_8);
    return idempotency.answer(request, asked, () -> tell(id, action, acceptDataLoss, request));
  }

  private ResponseEntity<String> tell(
      String id, String action, boolean acceptDataLoss, HttpServletRequest request) {
    ClusterAdmin admin = admin(request);
    long server = serverId(id);
    try {
      switch (action) {
        case "online" -> admin.serverOnline(server);
        case "offline" -> admin.serverOffline(server);
        case "kill" -> admin.serverKill(server);
        case "forget" -> {
          if (acceptDataLoss) {
            admin.serverForget(server, true);
          } else {
            admin.serverForget(server);
          }
        }
        default ->
            throw new Problem(
                Reason.UNKNOWN_RESOURCE,
                "a server can be told online, offline, kill and forget, not '" + action + "'");
      }
    } catch (HyperDexException failure) {
      throw failure.code() == ErrorCode.NOT_FOUND
          ? new Problem(Reason.UNKNOWN_SERVER, "there is no server " + id)
          : failure;
    }
    return ResponseEntity.noContent().build();
  }

  private static long serverId(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new Problem(
          Reason.MALFORMED, "server id: expected an unsigned number, found '" + text + "'");
    }
  }

  @GetMapping(path = "/stable", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> stable(@RequestParam(defaultValue = "30s") String timeout) {
    Duration longest = Deadline.parse("timeout", timeout, LONGEST_WAIT);
    ClusterAdmin.Stability stability = client.admin().waitUntilStable(longest);
    if (!stability.stable()) {
      throw new Problem(Reason.DEADLINE, "the cluster is not stable yet: " + stability.missing());
    }
    return json(
        JsonValues.mapper()
            .createObjectNode()
            .put("stable", true)
            .put("version", stability.configurationVersion()));
  }

  private ClusterAdmin admin(HttpServletRequest request) {
    return client.admin().withTimeout(Deadline.of(request, properties.timeout()).timeout());
  }

  private static ResponseEntity<String> json(ObjectNode answer) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer.toString());
  }
}
