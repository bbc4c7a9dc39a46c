package org.hyperdex.gateway.search;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.hyperdex.gateway.web.HeldMemory;
import org.hyperdex.gateway.web.Projection;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to a search in one piece. What would be too long to be kept is refused: it can be
 * streamed, or asked for page by page.
 */
final class OnePiece {
  private static final int MAX_BYTES = 64 << 20;

  /** The bytes, twice as many while the array grows or is copied. */
  private static final int MEMORY_FACTOR = 3;

  private static final int STEP_BYTES = 64 << 10;

  private final SearchBody body;
  private final HeldMemory held;
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private long takenBytes;
  private long count;

  OnePiece(SearchBody body, HeldMemory held) {
    this.body = body;
    this.held = held;
  }

  /** All that is found. */
  byte[] of(SearchStream found) {
    write("{\"objects\":[");
    while (found.hasNext()) {
      write(count == 0 ? "" : ",");
      write(Projection.json(found.next(), body.attributes()).toString());
      count++;
    }
    ObjectNode end = JsonValues.mapper().createObjectNode();
    end.put("count", count);
    found.cursor().ifPresent(cursor -> end.put("cursor", cursor));
    // The members of the end follow those of the answer.
    write("]," + end.toString().substring(1));
    return answer.toByteArray();
  }

  private void write(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (answer.size() + (long) utf8.length > MAX_BYTES) {
      throw new Problem(
          Reason.TOO_LARGE,
          "the answer would be longer than the %d bytes allowed in one piece; ask for it as"
                  .formatted(MAX_BYTES)
              + " application/x-ndjson, or with a limit");
    }
    takeFor(utf8.length);
    answer.writeBytes(utf8);
  }

  /** By whole pieces: of many short objects each has less than is counted. */
  private void takeFor(int bytes) {
    long needed = (answer.size() + (long) bytes) * MEMORY_FACTOR;
    while (takenBytes < needed) {
      held.take(STEP_BYTES);
      takenBytes += STEP_BYTES;
    }
  }
}
