package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.simulation.check.Finding;
import org.junit.jupiter.api.Test;

/** A story is told where it happened. */
class ExcerptTest {
  private static final int LINES = 5_000;

  /** Line n is of the time n; every tenth is about an object. */
  private static List<Trace.Line> lines() {
    List<Trace.Line> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add(new Trace.Line(i, i % 10 == 0 ? "get k1, line " + i + "." : "line " + i + "."));
    }
    return lines;
  }

  private static boolean tells(List<String> excerpt, int line) {
    return excerpt.stream().anyMatch(text -> text.endsWith("line " + line + "."));
  }

  private static Violation judged(Long... moments) {
    return new Violation(
        new Finding("search", "k1 is missing", Optional.of(Bytes.utf8("k1")), List.of(moments)));
  }

  @Test
  void whatIsFoundAsItHappensIsToldByTheLastLines() {
    List<String> excerpt = Excerpt.of(lines(), new Violation("lease", "two lead"));
    assertThat(excerpt.getFirst()).endsWith("... 4600 other lines");
    assertThat(excerpt).hasSize(1 + Excerpt.MOST_LINES);
    assertThat(tells(excerpt, LINES - Excerpt.MOST_LINES)).isTrue();
    assertThat(tells(excerpt, LINES - 1)).isTrue();
  }

  @Test
  void whatIsJudgedAfterwardsIsToldWhereItHappenedToo() {
    List<String> excerpt = Excerpt.of(lines(), judged(1_000L, 2_000L));
    for (int told : List.of(995, 1_005, 1_995, 2_005, LINES - 1)) {
      assertThat(tells(excerpt, told)).as("line " + told).isTrue();
    }
    assertThat(tells(excerpt, 1_500)).as("about the object, in between").isTrue();
    assertThat(tells(excerpt, 1_501)).as("about nothing, in between").isFalse();
    assertThat(tells(excerpt, 500)).as("about the object, long before").isFalse();
    assertThat(excerpt.getFirst()).endsWith("... 985 other lines");
    assertThat(excerpt).hasSizeLessThan(Excerpt.MOST_LINES);
  }

  @Test
  void itStaysShort() {
    List<String> excerpt = Excerpt.of(lines(), judged(1L, LINES - 1L));
    assertThat(excerpt.stream().filter(line -> line.contains("line "))).hasSize(400);
  }
}
