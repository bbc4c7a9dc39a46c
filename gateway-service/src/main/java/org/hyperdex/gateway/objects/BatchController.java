package org.hyperdex.gateway.objects;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteBatch;
import org.hyperdex.client.WriteResult;
import org.hyperdex.client.json.JsonBatchLine;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.web.Bodies;
import org.hyperdex.gateway.web.BodyLines;
import org.hyperdex.gateway.web.Deadline;
import org.hyperdex.gateway.web.Idempotency;
import org.hyperdex.gateway.web.Schemas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
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
  private static final Logger log = LoggerFactory.getLogger(BatchController.class);
  private static final int MAX_LINES_UNDER_WAY = 512;
  private static final long MAX_CHARACTERS_UNDER_WAY = 32 << 20;

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

  /** A line that has been begun; its answer may have to be waited for. */
  private record Begun(Supplier<ObjectNode> answer, int characters) {}

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
    BodyLines in = BodyLines.of(request);
    return answer(out -> carryOut(client.batch(space, options), schema, in, out));
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
              BodyLines in = new BodyLines(new ByteArrayInputStream(body));
              try {
                carryOut(client.batch(space, options), schema, in, out);
              } catch (IOException e) {
                throw new UncheckedIOException("memory can be read and written", e);
              }
              return ResponseEntity.ok(out.toString(StandardCharsets.UTF_8));
            });
    byte[] lines = String.valueOf(whole.getBody()).getBytes(StandardCharsets.UTF_8);
    return answer(out -> out.write(lines));
  }

  private static void carryOut(WriteBatch batch, Schema schema, BodyLines in, OutputStream out)
      throws IOException {
    Deque<Begun> underWay = new ArrayDeque<>();
    long characters = 0;
    Optional<Begun> begun = beginNext(batch, schema, in);
    while (begun.isPresent()) {
      underWay.addLast(begun.get());
      characters += begun.get().characters();
      while (underWay.size() >= MAX_LINES_UNDER_WAY || characters > MAX_CHARACTERS_UNDER_WAY) {
        Begun first = underWay.removeFirst();
        characters -= first.characters();
        write(first, out);
      }
      begun = beginNext(batch, schema, in);
    }
    for (Begun rest : underWay) {
      write(rest, out);
    }
  }

  private static void write(Begun begun, OutputStream out) throws IOException {
    out.write((begun.answer().get() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Begins the next line; empty after the last. */
  private static Optional<Begun> beginNext(WriteBatch batch, Schema schema, BodyLines in)
      throws IOException {
    try {
      Optional<String> line = in.next();
      return line.map(text -> {
        JsonBatchLine read = JsonBatchLine.parse(schema, text);
        CompletableFuture<WriteResult> write = batch.write(read.key(), read.operation());
        return new Begun(() -> answer(write), text.length());
      });
    } catch (HyperDexException failure) {
      return Optional.of(refused(Problem.of(failure)));
    } catch (Problem problem) {
      return Optional.of(refused(problem));
    } catch (RuntimeException defect) {
      return Optional.of(refused(unexpected(defect)));
    }
  }

  private static Begun refused(Problem problem) {
    ObjectNode document = problem.document(true);
    return new Begun(() -> document, 0);
  }

  private static ObjectNode answer(CompletableFuture<WriteResult> write) {
    try {
      WriteResult result = HyperDexClient.await(write);
      return JsonValues.mapper()
          .createObjectNode()
          .put("status", WriteAnswers.status(result).value())
          .put("version", result.version().toString());
    } catch (HyperDexException failure) {
      return Problem.of(failure).document(true);
    } catch (Problem problem) {
      return problem.document(true);
    } catch (RuntimeException defect) {
      return unexpected(defect).document(true);
    }
  }

  /** The lines after one that shows a defect are carried out and answered all the same. */
  private static Problem unexpected(RuntimeException defect) {
    log.error("a line of a batch failed", defect);
    return Problem.unexpected();
  }
}
