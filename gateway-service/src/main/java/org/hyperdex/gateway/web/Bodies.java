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
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** Reads request bodies, strictly and within bounds. */
public final class Bodies {
  /** No body of one object or one command is longer: an object of 16 MiB may be all escapes. */
  public static final int MAX_BYTES = 64 << 20;

  private Bodies() {}

  /** The body as it comes. */
  static InputStream stream(HttpServletRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new Problem(
          Reason.UNSUPPORTED_MEDIA_TYPE,
          HttpHeaders.CONTENT_ENCODING
              + ": bodies are read as they are, not as "
              + encoding
              + "; send it uncompressed");
    }
    try {
      return request.getInputStream();
    } catch (IOException e) {
      throw unreadable();
    }
  }

  /** The body's bytes. */
  public static byte[] bytes(HttpServletRequest request) {
    if (request.getContentLengthLong() > MAX_BYTES) {
      throw tooLarge();
    }
    try (InputStream in = stream(request)) {
      byte[] body = in.readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw tooLarge();
      }
      return body;
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static Problem tooLarge() {
    return new Problem(
        Reason.TOO_LARGE, "the body is longer than the " + MAX_BYTES + " bytes allowed");
  }

  private static Problem unreadable() {
    return new Problem(Reason.MALFORMED, "the body could not be read to its end");
  }

  /** The text that {@code utf8} is; bytes that are not UTF-8 are refused, never replaced. */
  public static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
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
    // From text: the parser would take overlong forms and other encodings from bytes.
    JsonNode node = JsonValues.parse("body", text(body));
    if (node.isMissingNode()) {
      throw new Problem(Reason.MALFORMED, "the body is empty; a JSON object is wanted");
    }
    return node;
  }
}
