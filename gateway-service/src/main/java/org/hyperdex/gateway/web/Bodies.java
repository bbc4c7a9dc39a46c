package org.hyperdex.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** Reads request bodies, strictly and within bounds. */
public final class Bodies {
  /** No body of one object or one command is longer: an object of 16 MiB may be all escapes. */
  public static final int MAX_BYTES = 64 << 20;

  private Bodies() {}

  /** The body's bytes. */
  public static byte[] bytes(HttpServletRequest request) {
    try (InputStream in = request.getInputStream()) {
      byte[] body = in.readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new Problem(
            Reason.TOO_LARGE, "the body is longer than the " + MAX_BYTES + " bytes allowed");
      }
      return body;
    } catch (IOException e) {
      throw new Problem(Reason.MALFORMED, "the body could not be read to its end");
    }
  }

  /** The body as text. */
  public static String text(HttpServletRequest request) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(request))).toString();
    } catch (CharacterCodingException e) {
      throw new Problem(Reason.MALFORMED, "the body is not UTF-8");
    }
  }

  /** The body as a JSON object. */
  public static JsonNode object(byte[] body) {
    JsonNode node = parse(body);
    if (!node.isObject()) {
      throw new Problem(Reason.MALFORMED, "the body must be a JSON object");
    }
    return node;
  }

  private static JsonNode parse(byte[] body) {
    try {
      JsonNode node = JsonValues.mapper().readTree(body);
      if (node.isMissingNode()) {
        throw new Problem(Reason.MALFORMED, "the body is empty; a JSON object is wanted");
      }
      return node;
    } catch (JacksonException e) {
      TokenStreamLocation place = e.getLocation();
      throw new Problem(
          Reason.MALFORMED,
          "the body is not JSON: %s%s"
              .formatted(
                  e.getOriginalMessage(),
                  place == null
                      ? ""
                      : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr())));
    }
  }
}
