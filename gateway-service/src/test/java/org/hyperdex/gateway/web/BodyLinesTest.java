package org.hyperdex.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.junit.jupiter.api.Test;

/** A body is read line by line, however it is cut and however long it is. */
class BodyLinesTest {
  private static final BodyLines.Room ENOUGH = _ -> {};

  private static List<String> lines(String body) throws IOException {
    BodyLines in =
        new BodyLines(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), ENOUGH);
    List<String> lines = new ArrayList<>();
    Optional<String> line = in.next();
    while (line.isPresent()) {
      lines.add(line.get());
      line = in.next();
    }
    return lines;
  }

  @Test
  void linesEndWithTheirNewlineOrTheBody() throws IOException {
    assertThat(lines("")).isEmpty();
    assertThat(lines("a")).containsExactly("a");
    assertThat(lines("a\n")).containsExactly("a");
    assertThat(lines("a\n\n  \nb c\n")).containsExactly("a", "b c");
    assertThat(lines("ä\n日本")).containsExactly("ä", "日本");
  }

  @Test
  void linesMayBeLongerThanTheBuffer() throws IOException {
    for (int length = 16_380; length <= 16_390; length++) {
      String line = "é" + "x".repeat(length);
      assertThat(lines(line + "\n" + line + line + "\nend"))
          .containsExactly(line, line + line, "end");
    }
  }

  @Test
  void aLineForWhichThereIsNoRoomIsRefusedAndTheNextIsRead() throws IOException {
    byte[] body = ("x".repeat(100_000) + "\nb").getBytes(StandardCharsets.UTF_8);
    int[] taken = {0};
    BodyLines in =
        new BodyLines(
            new ByteArrayInputStream(body),
            bytes -> {
              taken[0] += bytes;
              if (taken[0] > 50_000 && bytes > 1) {
                throw new Problem(Reason.OVERLOADED, "no room");
              }
            });

    assertThatThrownBy(in::next).isInstanceOf(Problem.class).hasMessage("no room");
    assertThat(taken[0]).as("nothing more is asked for").isLessThan(100_000);
    assertThat(in.next()).contains("b");
    assertThat(in.next()).isEmpty();
  }

  @Test
  void aLineThatIsNotUtf8IsRefusedAndTheNextIsRead() throws IOException {
    BodyLines in =
        new BodyLines(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, '\n', 'b'}), ENOUGH);
    assertThatThrownBy(in::next)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.reason()).isEqualTo(Reason.MALFORMED));
    assertThat(in.next()).contains("b");
    assertThat(in.next()).isEmpty();
  }

  @Test
  void aLineThatIsTooLongIsRefusedAndTheNextIsRead() throws IOException {
    BodyLines in = new BodyLines(new LongLine(Bodies.MAX_BYTES + 1L), ENOUGH);
    assertThatThrownBy(in::next)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.reason()).isEqualTo(Reason.TOO_LARGE));
    assertThat(in.next()).contains("end");
    assertThat(in.next()).isEmpty();
  }

  /** A line of that many x, and one that says end. */
  private static final class LongLine extends InputStream {
    private static final String END = "\nend";

    private final long length;
    private long at;

    LongLine(long length) {
      this.length = length;
    }

    @Override
    public int read() {
      long now = at++;
      if (now < length) {
        return 'x';
      }
      return now < length + END.length() ? END.charAt((int) (now - length)) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
      int copied = 0;
      int next = read();
      while (next >= 0 && copied < count) {
        target[offset + copied] = (byte) next;
        copied++;
        next = copied < count ? read() : next;
      }
      return copied == 0 ? -1 : copied;
    }
  }
}
