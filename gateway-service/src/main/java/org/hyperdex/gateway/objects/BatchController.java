package org.hyperdex.gateway.objects;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.BodyLines;
import org.hyperdex.gateway.web.Deadline;
import org.hyperdex.gateway.web.HeldMemory;
import org.hyperdex.gateway.web.Idempotency;
import org.hyperdex.gateway.web.Schemas;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Many writes in one request: a line of NDJSON each, answered by a line each, in order.
 *
 * <p>A batch is not a transaction: each line succeeds or fails for itself, and the lines of one key
 * are carried out in order. The deadline is each line's, not the batch's. Lines are read only as
 * fast as they are carried out, so a batch may be as long as the caller likes.
 */
@RestController
class BatchController {
  private final HyperDexClient client;
  private final GatewayProperties properties;
  private final Schemas schemas;
  private final Idempotency idempotency;

  BatchController(
      HyperDexClient client,
      GatewayProperties properties,
      Schemas schemas,
      Idempotency idempotency) {
    this.client = client;
    this.properties = properties;
    this.schemas = schemas;
    this.idempotency = idempotency;
  }

  @PostMapping(
      path = "/v1/spaces/{space}/batch",
      consumes = {MediaType.APPLICATION_NDJSON_VALUE, MediaType.APPLICATION_JSON_VALUE},
      produces = MediaType.APPLICATION_NDJSON_VALUE)
  ResponseEntity<StreamingResponseBody> batch(
      @PathVariable String space, HttpServletRequest request) {
    Schema schema = schemas.space(space).schema();
    CallOptions options = Deadline.of(request, properties.timeout());
    if (idempotency.isAskedFor(request)) {
      return repeatable(space, schema, options, request);
    }
    InputStream body = Bodies.stream(request);
    HeldMemory held = HeldMemory.of(request);
    return answer(out -> {
      BatchRun run = new BatchRun(client.batch(space, options), schema, held, out);
      run.carryOut(new BodyLines(body, run::take));
    });
  }

  private static ResponseEntity<StreamingResponseBody> answer(StreamingResponseBody lines) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON).body(lines);
  }

  /** A batch that may be sent again is read, and its answer kept, in one piece. */
  private ResponseEntity<StreamingResponseBody> repeatable(
      String space, Schema schema, CallOptions options, HttpServletRequest request) {
    byte[] body = Bodies.bytes(request);
    ResponseEntity<String> whole =
        idempotency.answer(
            request,
            body,
            () -> {
              ByteArrayOutputStream out = new ByteArrayOutputStream();
              BatchRun run =
                  new BatchRun(client.batch(space, options), schema, HeldMemory.of(request), out);
              try {
                // There is memory for the whole body.
                run.carryOut(new BodyLines(new ByteArrayInputStream(body), _ -> {}));
              } catch (IOException e) {
                throw new UncheckedIOException("memory can be read and written", e);
              }
              return ResponseEntity.ok(out.toString(StandardCharsets.UTF_8));
            });
    byte[] lines = String.valueOf(whole.getBody()).getBytes(StandardCharsets.UTF_8);
    return answer(out -> out.write(lines));
  }
}
