package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.simulation.check.Observation.Seen;
import org.hyperdex.simulation.check.Observation.SeenPart;
import org.hyperdex.simulation.check.Observation.Unseen;
import org.hyperdex.simulation.check.Observation.Written;

/**
 * Versions only grow: what is learned of an object after something else was learned is not older,
 * and one version is one row.
 */
public final class VersionCheck {
  /** The name of this check in findings. */
  public static final String NAME = "versions";

  private record At(long begin, long end, Version version, boolean change) {}

  private VersionCheck() {}

  /** Judges all that was learned of one object. */
  public static List<Finding> of(Bytes key, List<Observation> observations) {
    List<At> all = new ArrayList<>();
    Map<Version, Seen> rows = new HashMap<>();
    List<SeenPart> parts = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Observation observation : observations) {
      switch (observation) {
        case Seen seen ->
            seen.row()
                .ifPresent(row -> {
                  all.add(new At(seen.begin(), seen.end(), row.version(), false));
                  Seen other = rows.putIfAbsent(row.version(), seen);
                  if (other != null && !other.row().equals(seen.row())) {
                    findings.add(
                        Finding.of(
                            NAME,
                            KeyText.of(key) + " has two rows at " + row.version(),
                            key,
                            other.begin(),
                            other.end(),
                            seen.begin(),
                            seen.end()));
                  }
                });
        case Written written ->
            written
                .answer()
                .filter(answer -> answer.outcome().success())
                .ifPresent(answer ->
                    all.add(new At(written.begin(), written.end(), answer.version(), true)));
        case SeenPart seen ->
            seen.part()
                .ifPresent(part -> {
                  all.add(new At(seen.begin(), seen.end(), part.version(), false));
                  parts.add(seen);
                });
        case Unseen _ -> {}
      }
    }
    parts.forEach(part -> compare(key, part, rows, findings));
    for (At earlier : all) {
      for (At later : all) {
        if (earlier.end < later.begin && goesBack(earlier, later)) {
          findings.add(
              Finding.of(
                  NAME,
                  "%s is at %s until %d and at %s from %d"
                      .formatted(
                          KeyText.of(key),
                          earlier.version,
                          earlier.end,
                          later.version,
                          later.begin),
                  key,
                  earlier.begin,
                  earlier.end,
                  later.begin,
                  later.end));
        }
      }
    }
    return findings;
  }

  /** A part is one of the row of its version, if anybody has seen that. */
  private static void compare(
      Bytes key, SeenPart part, Map<Version, Seen> rows, List<Finding> findings) {
    Version version = part.part().orElseThrow().version();
    Seen whole = rows.get(version);
    if (whole != null && !part.isOf(whole.row().orElseThrow().row())) {
      findings.add(
          Finding.of(
              NAME,
              "%s has a row at %s, and attributes of another one: %s"
                  .formatted(KeyText.of(key), version, part),
              key,
              whole.begin(),
              whole.end(),
              part.begin(),
              part.end()));
    }
  }

  private static boolean goesBack(At earlier, At later) {
    int order = later.version.compareTo(earlier.version);
    return order < 0 || (order == 0 && later.change);
  }
}
