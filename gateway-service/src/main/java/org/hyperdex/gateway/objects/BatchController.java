package org.hyperdex.gateway.objects;

import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.Deadline;
import org.hyperdex.gateway.web.Schemas;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many writes in one request: a line of NDJSON each, answered by a line each, in order.
 *
 * <p>A batch is not a transaction: each line succeeds or fails for itself, and the lines of one key
 * are carried out in order. The deadline is each line's, not the batch's. Lines are read only as
 * fast as they are carried out, so a batch may be as long as the caller likes.
 */
@RestController
class BatchController {
  private static final int MAX_IN_FLIGHT = 512;

  private final HyperDexClient client;
  private final GatewayProperties properties;
  private final Schemas schemas;

  BatchController(HyperDexClient client, GatewayProperties properties, Schemas schemas) {
    this.client = client;
    this.properties = properties;
    this.schemas = schemas;
  }

  @PostMapping(
      path = "/v1/spaces/{space}/batch",
      consumes = {MediaType.APPLICATION_NDJSON_VALUE, MediaType.APPLICATION_JSON_VALUE},
      produces = MediaType.APPLICATION_NDJSON_VALUE)
  ResponseEntity<StreamingResponseBody> batch(
      @PathVariable String space, HttpServletRequest request) throws IOException {
    Schema schema = schemas.space(space).schema();
    CallOptions options = Deadline.of(request, properties.timeout());
    Reader in = new InputStreamReader(request.getInputStream(), StandardCharsets.UTF_8);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_NDJSON)
        .body(out -> carryOut(space, schema, options, new BufferedReader(in), out));
  }

  private void carryOut(
      String space, Schema schema, CallOptions options, BufferedReader in, OutputStream out)
      throws IOException {
    Deque<CompletableFuture<WriteResult>> inFlight = new ArrayDeque<>();
    String line = in.readLine();
    while (line != null) {
      if (!line.isBlank()) {
        inFlight.addLast(begin(space, schema, options, line));
      }
      if (inFlight.size() >= MAX_IN_FLIGHT) {
        answer(inFlight.removeFirst(), out);
      }
      line = in.readLine();
    }
    while (!inFlight.isEmpty()) {
      answer(inFlight.removeFirst(), out);
    }
  }

  private CompletableFuture<WriteResult> begin(
      String space, Schema schema, CallOptions options, String line) {
    try {
      if (line.length() > Bodies.MAX_BYTES) {
        throw new Problem(Reason.TOO_LARGE, "the line is too long");
      }
      JsonNode node = JsonValues.parse("line", line);
      JsonNode key = node.get("key");
      if (key == null) {
        throw new Problem(
            Reason.MALFORMED, "expected {\"key\": .., \"ops\": [..]}, found a line without a key");
      }
      Value keyValue = JsonValues.fromJson(schema.key().name(), schema.key().type(), key);
      WriteOperation operation = Operations.ofBatchLine(schema, node);
      return client.write(space, keyValue, operation, options);
    } catch (HyperDexException | Problem failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static void answer(CompletableFuture<WriteResult> write, OutputStream out)
      throws IOException {
    ObjectNode line;
    try {
      WriteResult result = HyperDexClient.await(write);
      line = JsonValues.mapper().createObjectNode();
      line.put("status", WriteAnswers.status(result).value());
      line.put("version", result.version().toString());
    } catch (HyperDexException failure) {
      line = Problem.of(failure).document(true);
    } catch (Problem problem) {
      line = problem.document(true);
    }
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
