package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.simulation.check.Observation.Seen;
import org.hyperdex.simulation.check.Observation.Written;
import org.jspecify.annotations.Nullable;

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
  private final Effects effects;
  private final Bytes zeroRow;
  private final List<Change> known = new ArrayList<>();
  private final List<Long> unknownBegins = new ArrayList<>();

  /**
   * The possibilities of one object.
   *
   * @param schema of the object's space
   */
  Possibilities(Bytes key, Schema schema, List<Observation> observations) {
    this.key = key;
    effects = new Effects(schema);
    zeroRow = new Meaning(schema).zeroRow();
    Map<Version, Bytes> rows = new HashMap<>();
    for (Observation observation : observations) {
      if (observation instanceof Seen seen && seen.row().isPresent()) {
        rows.put(seen.row().get().version(), seen.row().get().row());
      }
    }
    SortedMap<Version, Written> changes = new TreeMap<>();
    for (Observation observation : observations) {
      if (observation instanceof Written written) {
        if (written.answer().isEmpty()) {
          unknownBegins.add(written.begin());
        } else if (written.answer().get().outcome().success()) {
          changes.put(written.answer().get().version(), written);
        }
      }
    }
    Content before = Content.ABSENT;
    for (Map.Entry<Version, Written> change : changes.entrySet()) {
      Written written = change.getValue();
      boolean alone = unknownBegins.stream().noneMatch(unknown -> unknown < written.end());
      Bytes seen = rows.get(change.getKey());
      Content after = content(written, seen, alone ? before : Content.ANYTHING);
      known.add(new Change(written.begin(), written.end(), change.getKey(), after));
      before = after;
    }
  }

  /**
   * What a change leaves.
   *
   * @param seen the row that somebody saw at its version; null if nobody did
   * @param before what the change met
   */
  private Content content(Written written, @Nullable Bytes seen, Content before) {
    return switch (written.change()) {
      case Delete _ -> Content.ABSENT;
      case Update _ when seen != null -> new Content(Optional.of(seen), true);
      case Update update -> {
        boolean anew =
            written.answer().orElseThrow().outcome() == Outcome.CREATED
                || effects.replaceAll(update.functions());
        yield (anew ? Optional.of(zeroRow) : before.row)
            .map(row -> after(update, row))
            .orElse(Content.ANYTHING);
      }
    };
  }

  private Content after(Update update, Bytes row) {
    try {
      return new Content(Optional.of(effects.of(update.functions(), row)), true);
    } catch (Effects.Fails e) {
      // It cannot have met that row, which is for others to find.
      return Content.ANYTHING;
    }
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
