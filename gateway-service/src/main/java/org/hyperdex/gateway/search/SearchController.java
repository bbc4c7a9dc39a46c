package org.hyperdex.gateway.search;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.QueryPlan;
import org.hyperdex.client.RegionExplanation;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.json.JsonExplanations;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.Deadline;
import org.hyperdex.gateway.web.Projection;
import org.hyperdex.gateway.web.Schemas;
import org.hyperdex.gateway.web.Unsigned;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Searches, counts and plans of one space. */
@RestController
@RequestMapping(path = "/v1/spaces/{space}", consumes = MediaType.APPLICATION_JSON_VALUE)
class SearchController {
  /** An answer in one piece is kept until it is whole. */
  private static final int MAX_PIECE_BYTES = 64 << 20;

  private final HyperDexClient client;
  private final GatewayProperties properties;
  private final Schemas schemas;

  SearchController(HyperDexClient client, GatewayProperties properties, Schemas schemas) {
    this.client = client;
    this.properties = properties;
    this.schemas = schemas;
  }

  /**
   * Streamed, unless the caller accepts only the form in one piece. Both are written by a body of
   * the same declared type, for by that Spring MVC finds what writes it.
   */
  @PostMapping(
      path = "/search",
      produces = {MediaType.APPLICATION_NDJSON_VALUE, MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<StreamingResponseBody> search(
      @PathVariable String space, HttpServletRequest request) {
    Schema schema = schemas.space(space).schema();
    SearchBody body = SearchBody.ofSearch(schema, Bodies.object(Bodies.bytes(request)));
    CallOptions options = Deadline.of(request, properties.timeout());
    return wantsOnePiece(request)
        ? inOnePiece(space, body, options)
        : streamed(space, body, options);
  }

  private static boolean wantsOnePiece(HttpServletRequest request) {
    List<MediaType> accepted =
        MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    return accepted.stream().anyMatch(MediaType.APPLICATION_JSON::equalsTypeAndSubtype)
        && accepted.stream().noneMatch(MediaType.APPLICATION_NDJSON::isCompatibleWith);
  }

  /** What has been found leaves at once, and nothing is kept. */
  private ResponseEntity<StreamingResponseBody> streamed(
      String space, SearchBody body, CallOptions options) {
    SearchStream found = client.search(space, body.request(), options);
    StreamingResponseBody lines = out -> stream(found, body, out);
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON).body(lines);
  }

  private static void stream(SearchStream found, SearchBody body, OutputStream out)
      throws IOException {
    ObjectNode end = JsonValues.mapper().createObjectNode();
    long count = 0;
    try (found) {
      while (found.hasNext()) {
        writeLine(out, Projection.json(found.next(), body.attributes()));
        count++;
      }
      end.put("count", count).put("complete", true);
      found.cursor().ifPresent(cursor -> end.put("cursor", cursor));
    } catch (HyperDexException failure) {
      end.put("count", count).put("complete", false);
      end.set("problem", Problem.of(failure).document(false));
    }
    ObjectNode last = JsonValues.mapper().createObjectNode();
    last.set("$end", end);
    writeLine(out, last);
  }

  private static void writeLine(OutputStream out, ObjectNode node) throws IOException {
    out.write(utf8(node + "\n"));
  }

  /**
   * Nothing is answered before the search is complete. What would be too long to be kept is
   * refused: it can be streamed, or asked for page by page.
   */
  private ResponseEntity<StreamingResponseBody> inOnePiece(
      String space, SearchBody body, CallOptions options) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(utf8("{\"objects\":["));
    ObjectNode end = JsonValues.mapper().createObjectNode();
    long count = 0;
    try (SearchStream found = client.search(space, body.request(), options)) {
      while (found.hasNext()) {
        answer.writeBytes(utf8(count == 0 ? "" : ","));
        answer.writeBytes(utf8(Projection.json(found.next(), body.attributes()).toString()));
        count++;
        requireShort(answer);
      }
      end.put("count", count);
      found.cursor().ifPresent(cursor -> end.put("cursor", cursor));
    }
    // The members of the end follow those of the answer.
    answer.writeBytes(utf8("]," + end.toString().substring(1)));
    byte[] bytes = answer.toByteArray();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .contentLength(bytes.length)
        .body(out -> out.write(bytes));
  }

  private static void requireShort(ByteArrayOutputStream answer) {
    if (answer.size() > MAX_PIECE_BYTES) {
      throw new Problem(
          Reason.TOO_LARGE,
          "the answer would be longer than the %d bytes allowed in one piece; ask for it as"
                  .formatted(MAX_PIECE_BYTES)
              + " application/x-ndjson, or with a limit");
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @PostMapping(path = "/count", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> count(@PathVariable String space, HttpServletRequest request) {
    Condition where = condition(space, request);
    CallOptions options = Deadline.of(request, properties.timeout());
    long count = HyperDexClient.await(client.count(space, where, options));
    return json(JsonValues.mapper().createObjectNode().put("count", count));
  }

  private Condition condition(String space, HttpServletRequest request) {
    Schema schema = schemas.space(space).schema();
    return SearchBody.ofCount(schema, Bodies.object(Bodies.bytes(request)));
  }

  @PostMapping(path = "/describe", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> describe(@PathVariable String space, HttpServletRequest request) {
    Condition where = condition(space, request);
    QueryPlan plan = client.describe(space, where);
    Map<Long, RegionExplanation> explanations = new HashMap<>();
    if (!plan.regions().isEmpty()) {
      CallOptions options = Deadline.of(request, properties.timeout());
      HyperDexClient.await(client.explain(space, where, options))
          .forEach(one -> explanations.put(one.region(), one));
    }
    ObjectNode answer = JsonValues.mapper().createObjectNode();
    answer.put("space", plan.space());
    answer.put("configuration", plan.configurationVersion());
    ObjectNode subspace = answer.putObject("subspace");
    subspace.put("id", plan.subspace());
    plan.dimensions().forEach(subspace.putArray("attributes")::add);
    subspace.put("regions", plan.totalRegions());
    ArrayNode regions = answer.putArray("regions");
    for (QueryPlan.RegionPlan region : plan.regions()) {
      ObjectNode node = regions.addObject();
      node.put("id", region.region());
      node.put("epoch", region.epoch());
      region.server().ifPresent(server -> node.put("server", Unsigned.number(server)));
      node.put("address", region.address());
      RegionExplanation explained = explanations.get(region.region());
      if (explained != null) {
        JsonExplanations.put(explained, node);
      }
    }
    return json(answer);
  }

  private static ResponseEntity<String> json(ObjectNode answer) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer.toString());
  }
}
