package org.hyperdex.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;

/** The lines of a body, read one at a time, so that the body may be of any length. */
public final class BodyLines {
  private static final int BUFFER_BYTES = 16 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;

  /** The lines of {@code in}, in UTF-8. */
  public BodyLines(InputStream in) {
    this.in = in;
  }

  /** The lines of the request's body. */
  public static BodyLines of(HttpServletRequest request) {
    return new BodyLines(Bodies.stream(request));
  }

  /**
   * The next line that is not blank, without its end; empty after the last.
   *
   * @throws Problem if the line is too long or not UTF-8; the next call reads the line after it
   * @throws IOException if the body cannot be read any further
   */
  public Optional<String> next() throws IOException {
    while (at < end || fill()) {
      String line = Bodies.text(line());
      if (!line.isBlank()) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    boolean more = true;
    while (more && (at < end || fill())) {
      int start = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      length += at - start;
      if (length <= Bodies.MAX_BYTES) {
        line.write(buffer, start, at - start);
      }
      more = at == end;
    }
    at++;
    if (length > Bodies.MAX_BYTES) {
      throw new Problem(
          Reason.TOO_LARGE, "the line is longer than the " + Bodies.MAX_BYTES + " bytes allowed");
    }
    return line.toByteArray();
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
