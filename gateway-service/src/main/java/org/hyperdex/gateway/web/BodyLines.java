package org.hyperdex.gateway.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;

/** The lines of a body, read one at a time, so that the body may be of any length. */
public final class BodyLines {
  private static final int BUFFER_BYTES = 16 << 10;

  /** Told of each piece of a line before it is kept, and may refuse it. */
  public interface Room {
    /** Makes room for so many bytes; throws a {@link Problem} if there is none. */
    void take(int bytes) throws IOException;
  }

  private final InputStream in;
  private final Room room;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;

  /** The lines of {@code in}, in UTF-8. */
  public BodyLines(InputStream in, Room room) {
    this.in = in;
    this.room = room;
  }

  /**
   * The next line that is not blank, without its end; empty after the last.
   *
   * @throws Problem if the line is too long or not UTF-8, or there is no room for it; the next call
   *     reads the line after it
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
    Optional<Problem> refused = Optional.empty();
    boolean more = true;
    while (more && (at < end || fill())) {
      int start = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      if (refused.isEmpty()) {
        refused = keep(line, start);
      }
      more = at == end;
    }
    at++;
    if (refused.isPresent()) {
      throw refused.get();
    }
    return line.toByteArray();
  }

  /** Adds what has been read from {@code start} on to {@code line}, unless that is refused. */
  private Optional<Problem> keep(ByteArrayOutputStream line, int start) throws IOException {
    if (line.size() + at - start > Bodies.MAX_BYTES) {
      return Optional.of(
          new Problem(
              Reason.TOO_LARGE,
              "the line is longer than the " + Bodies.MAX_BYTES + " bytes allowed"));
    }
    try {
      room.take(at - start);
    } catch (Problem e) {
      return Optional.of(e);
    }
    line.write(buffer, start, at - start);
    return Optional.empty();
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
