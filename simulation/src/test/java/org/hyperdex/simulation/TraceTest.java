package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hash of a trace is of what happened, not only of when. */
class TraceTest {
  private static Propagate write() {
    return new Propagate(
        4,
        1,
        Bytes.utf8("k"),
        new Version(1, 2),
        new Version(1, 1),
        new OperationId(1_000, 7),
        6,
        Outcome.OK,
        Optional.of(Bytes.utf8("row")),
        List.of(new PathElement(4, Role.KEEP), new PathElement(9, Role.INSERT)),
        0,
        Version.NONE,
        100);
  }

  /** The hash of a run in which {@code message} arrives at some time. */
  private static long hashWith(Object message) {
    Trace trace = new Trace(0);
    EventLoop loop = new EventLoop(1, trace);
    loop.after(5, () -> loop.note(message, () -> "a line that is the same for all"));
    while (loop.step()) {
      // All there is.
    }
    return trace.hash();
  }

  @Test
  void theSameMessageIsTheSameWhoeverItIs() {
    assertThat(hashWith(write())).isEqualTo(hashWith(write()));
  }

  static Map<String, Object> others() {
    return Map.ofEntries(
        Map.entry("region", 5L),
        Map.entry("epoch", 2L),
        Map.entry("key", Bytes.utf8("l")),
        Map.entry("version", new Version(2, 1)),
        Map.entry("previous", Version.NONE),
        Map.entry("operation", new OperationId(1_001, 7)),
        Map.entry("watermark", 5L),
        Map.entry("outcome", Outcome.CREATED),
        Map.entry("row", Optional.empty()),
        Map.entry("path", List.of(new PathElement(9, Role.INSERT), new PathElement(4, Role.KEEP))),
        Map.entry("position", 1),
        Map.entry("stable", new Version(1, 1)),
        Map.entry("sender", 101L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "region",
        "epoch",
        "key",
        "version",
        "previous",
        "operation",
        "watermark",
        "outcome",
        "row",
        "path",
        "position",
        "stable",
        "sender"
      })
  void whateverIsDifferentInItShows(String field) {
    Propagate other = Rewritten.with(write(), Map.of(field, others().get(field)));
    assertThat(hashWith(other)).isNotEqualTo(hashWith(write()));
  }

  @Test
  void aLineWithoutAMessageIsTold() {
    Trace one = new Trace(0);
    one.add(5, "server 100 ends");
    Trace other = new Trace(0);
    other.add(5, "server 101 ends");
    assertThat(one.hash()).isNotEqualTo(other.hash());
  }
}
