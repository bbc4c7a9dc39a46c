package org.hyperdex.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
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

  /**
   * What a byte of a body needs at most times: as it came, as text, as tree, as values, as a
   * request to a server, and in a link's queue.
   */
  public static final int MEMORY_FACTOR = 8;

  private static final int UNANNOUNCED_BYTES = 64 << 10;
  private static final int DECODED_CHARACTERS = 8 << 10;
  private static final byte[] NOTHING = new byte[0];

  /** What an array or object costs in a tree, and what an element does. */
  private static final int BRACKET_BYTES = 96;

  private static final int ELEMENT_BYTES = 24;

  private Bodies() {}

  /** The body as it comes. */
  public static InputStream stream(HttpServletRequest request) {
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

  /**
   * The body's bytes. Memory for them and for what is made of them is taken before they are read.
   *
   * @throws Problem TOO_LARGE, or OVERLOADED if there is no memory within the request's time
   */
  public static byte[] bytes(HttpServletRequest request) {
    long announced = request.getContentLengthLong();
    if (announced > MAX_BYTES) {
      throw tooLarge();
    }
    HeldMemory held = HeldMemory.of(request);
    long known = announced < 0 ? UNANNOUNCED_BYTES : announced;
    held.take(known * MEMORY_FACTOR, HeldMemory.PATIENCE);
    try (InputStream in = stream(request)) {
      byte[] body = announced < 0 ? unannounced(in, held) : in.readNBytes((int) announced);
      held.take(treeBytes(body) - (long) body.length * MEMORY_FACTOR / 2, HeldMemory.PATIENCE);
      return body;
    } catch (IOException e) {
      throw unreadable();
    }
  }

  /** What a tree of the body may have at most beside its strings. */
  private static long treeBytes(byte[] body) {
    long bytes = 0;
    for (byte one : body) {
      bytes +=
          switch (one) {
            case '{', '[' -> BRACKET_BYTES;
            case ',' -> ELEMENT_BYTES;
            default -> 0;
          };
    }
    return bytes;
  }

  /** A body of which nobody has said how long it is. */
  private static byte[] unannounced(InputStream in, HeldMemory held) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = in.readNBytes(UNANNOUNCED_BYTES);
    while (piece.length > 0) {
      if (body.size() + piece.length > MAX_BYTES) {
        throw tooLarge();
      }
      body.writeBytes(piece);
      piece = piece.length < UNANNOUNCED_BYTES ? NOTHING : next(in, held);
    }
    return body.toByteArray();
  }

  private static byte[] next(InputStream in, HeldMemory held) throws IOException {
    byte[] piece = in.readNBytes(UNANNOUNCED_BYTES);
    held.take((long) piece.length * MEMORY_FACTOR);
    return piece;
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
    requireUtf8(ByteBuffer.wrap(utf8));
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Piece by piece, because all characters at once would take twice the memory of the bytes. */
  private static void requireUtf8(ByteBuffer in) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer out = CharBuffer.allocate(Math.min(in.remaining() + 1, DECODED_CHARACTERS));
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    if (result.isError()) {
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
