package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.simulation.check.Observation.Seen;
import org.hyperdex.simulation.check.Observation.Written;

/**
 * In which states one object may have been at some moment of an interval.
 *
 * <p>Versions order the changes whose outcome is known. A change may be the current one in an
 * interval unless it began after it, or a later one ended before it. A change whose outcome is
 * unknown may be anywhere after its begin.
 */
final class Possibilities {
  /**
   * A state the object was in.
   *
   * @param row the row; empty if the object was absent, or if nobody knows
   * @param known whether {@code row} says it all
   */
  record Content(Optional<Bytes> row, boolean known) {
    private static final Content ABSENT = new Content(Optional.empty(), true);
    private static final Content ANYTHING = new Content(Optional.empty(), false);

    /** Whether the state certainly satisfies {@code predicate}. */
    boolean certainlyMatches(Meaning meaning, Bytes key, Predicate predicate) {
      return row.isPresent() && meaning.matches(predicate, key, row.get());
    }

    /** Whether the state may satisfy {@code predicate}. */
    boolean mayMatch(Meaning meaning, Bytes key, Predicate predicate) {
      return !known || certainlyMatches(meaning, key, predicate);
    }
  }

  private record Change(long begin, long end, Version version, Content content) {}

  private final Bytes key;
  private final int columns;
  private final List<Change> known = new ArrayList<>();
  private final List<Long> unknownBegins = new ArrayList<>();

  /**
   * The possibilities of one object.
   *
   * @param columns how many columns a row has: a change of as many leaves a row that is known
   */
  Possibilities(Bytes key, int columns, List<Observation> observations) {
    this.key = key;
    this.columns = columns;
    Map<Version, Bytes> rows = new HashMap<>();
    for (Observation observation : observations) {
      if (observation instanceof Seen seen && seen.row().isPresent()) {
        rows.put(seen.row().get().version(), seen.row().get().row());
      }
    }
    for (Observation observation : observations) {
      if (observation instanceof Written written) {
        add(written, rows);
      }
    }
  }

  private void add(Written written, Map<Version, Bytes> rows) {
    if (written.answer().isEmpty()) {
      unknownBegins.add(written.begin());
    } else if (written.answer().get().outcome().success()) {
      Version version = written.answer().get().version();
      known.add(
          new Change(written.begin(), written.end(), version, content(written, version, rows)));
    }
  }

  private Content content(Written written, Version version, Map<Version, Bytes> rows) {
    return switch (written.change()) {
      case Delete _ -> Content.ABSENT;
      case Update update -> {
        Bytes seen = rows.get(version);
        if (seen != null) {
          yield new Content(Optional.of(seen), true);
        }
        yield update.functions().size() == columns ? whole(update) : Content.ANYTHING;
      }
    };
  }

  private static Content whole(Update update) {
    List<Bytes> values =
        update.functions().stream()
            .sorted((a, b) -> Integer.compare(a.attribute(), b.attribute()))
            .map(FunctionCall::argument)
            .toList();
    return new Content(Optional.of(Row.of(values)), true);
  }

  Bytes key() {
    return key;
  }

  /** All states the object may have been in at some moment from {@code begin} to {@code end}. */
  List<Content> during(long begin, long end) {
    List<Content> contents = new ArrayList<>();
    if (unknownBegins.stream().anyMatch(unknown -> unknown < end)) {
      contents.add(Content.ANYTHING);
    }
    Version certain = certainAt(begin);
    if (certain.equals(Version.NONE)) {
      contents.add(Content.ABSENT);
    }
    for (Change change : known) {
      if (change.begin < end && change.version.compareTo(certain) >= 0) {
        contents.add(change.content);
      }
    }
    return contents;
  }

  /** The newest version that was certainly reached before {@code time}. */
  private Version certainAt(long time) {
    Version newest = Version.NONE;
    for (Change change : known) {
      if (change.end < time && change.version.compareTo(newest) > 0) {
        newest = change.version;
      }
    }
    return newest;
  }
}
