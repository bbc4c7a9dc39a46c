package org.hyperdex.gateway.search;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.QueryPlan;
import org.hyperdex.client.RegionExplanation;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.json.JsonExplanations;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.web.Attended;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.Deadline;
import org.hyperdex.gateway.web.HeldMemory;
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
    SearchStream found = client.search(space, body.request(), options);
    return wantsOnePiece(request)
        ? inOnePiece(found, body, request)
        : streamed(found, body, HeldMemory.of(request));
  }

  private static boolean wantsOnePiece(HttpServletRequest request) {
    List<MediaType> accepted =
        MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    return accepted.stream().anyMatch(MediaType.APPLICATION_JSON::equalsTypeAndSubtype)
        && accepted.stream().noneMatch(MediaType.APPLICATION_NDJSON::isCompatibleWith);
  }

  /** What has been found leaves at once, and nothing is kept. */
  private static ResponseEntity<StreamingResponseBody> streamed(
      SearchStream found, SearchBody body, HeldMemory held) {
    StreamingResponseBody lines = out -> stream(found, body, held, out);
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON).body(lines);
  }

  private static void stream(SearchStream found, SearchBody body, HeldMemory held, OutputStream out)
      throws IOException {
    ObjectNode end = JsonValues.mapper().createObjectNode();
    long count = 0;
    try (found) {
      while (found.hasNext()) {
        StoredObject object = found.next();
        int taken =
            held.take(object.encodedBytes() * HeldMemory.ANSWER_FACTOR, HeldMemory.PATIENCE);
        writeLine(out, Projection.json(object, body.attributes()));
        held.give(taken);
        count++;
      }
      end.put("count", count).put("complete", true);
      found.cursor().ifPresent(cursor -> end.put("cursor", cursor));
    } catch (HyperDexException failure) {
      incomplete(end, count, Problem.of(failure));
    } catch (Problem problem) {
      incomplete(end, count, problem);
    }
    ObjectNode last = JsonValues.mapper().createObjectNode();
    last.set("$end", end);
    writeLine(out, last);
  }

  private static void incomplete(ObjectNode end, long count, Problem problem) {
    end.put("count", count).put("complete", false);
    end.set("problem", problem.document(false));
  }

  private static void writeLine(OutputStream out, ObjectNode node) throws IOException {
    out.write(utf8(node + "\n"));
  }

  /**
   * Nothing is answered before the search is complete, and nothing is searched any more when the
   * caller has gone.
   */
  private static ResponseEntity<StreamingResponseBody> inOnePiece(
      SearchStream found, SearchBody body, HttpServletRequest request) {
    CompletableFuture<byte[]> piece = new CompletableFuture<>();
    OnePiece collected = new OnePiece(body, HeldMemory.of(request));
    Thread.ofVirtual()
        .name("search-in-one-piece")
        .start(() -> {
          try (found) {
            piece.complete(collected.of(found));
          } catch (RuntimeException | Error e) {
            piece.completeExceptionally(e);
          }
        });
    Attended.await(request, piece, found::close);
    byte[] bytes = whole(piece);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .contentLength(bytes.length)
        .body(out -> out.write(bytes));
  }

  private static byte[] whole(CompletableFuture<byte[]> piece) {
    try {
      return piece.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @PostMapping(path = "/count", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> count(@PathVariable String space, HttpServletRequest request) {
    Condition where = condition(space, request);
    CallOptions options = Deadline.of(request, properties.timeout());
    CompletableFuture<Long> counting = client.count(space, where, options);
    Attended.await(request, counting, () -> counting.cancel(true));
    long count = HyperDexClient.await(counting);
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
