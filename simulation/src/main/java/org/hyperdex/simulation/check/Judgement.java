package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.simulation.check.History.Searched;
import org.hyperdex.simulation.check.Linearizability.Timed;
import org.hyperdex.simulation.check.Linearizability.Verdict;
import org.hyperdex.simulation.check.Observation.Unseen;

/**
 * Everything that can be said of a history. A search is, for every object, one more read: of the
 * row it delivers, or of the object's not matching.
 */
public final class Judgement {
  /** The name of the linearizability check in findings. */
  public static final String LINEARIZABILITY = "linearizability";

  private static final int MAX_TRIED = 400_000;

  private Judgement() {}

  /**
   * All findings; empty if the history is as it must be.
   *
   * @param schema of the space
   */
  public static List<Finding> of(History history, Schema schema) {
    List<Finding> findings = new ArrayList<>();
    Map<Bytes, List<Observation>> objects = new HashMap<>();
    history.objects().forEach((key, all) -> objects.put(key, new ArrayList<>(all)));
    for (Searched search : history.searches()) {
      read(search, objects);
    }
    for (Bytes key : history.objects().keySet()) {
      List<Observation> all = objects.getOrDefault(key, List.of());
      findings.addAll(VersionCheck.of(key, all));
      ObjectModel model = new ObjectModel(schema, all, history.repaired());
      linearizable(key, model, all).ifPresent(findings::add);
    }
    findings.addAll(SearchCheck.of(history, schema));
    return findings;
  }

  private static void read(Searched search, Map<Bytes, List<Observation>> objects) {
    Map<Bytes, FoundRow> found = new HashMap<>();
    for (FoundRow row : search.rows()) {
      if (!objects.containsKey(row.key())) {
        throw new IllegalStateException("nobody ever wrote " + KeyText.of(row.key()));
      }
      found.put(row.key(), row);
    }
    objects.forEach((key, all) -> {
      FoundRow row = found.get(key);
      if (row != null) {
        all.add(
            Observation.read(
                key, search.begin(), search.end(), search.columns(), Optional.of(row.row())));
      } else {
        all.add(new Unseen(key, search.begin(), search.end(), search.predicate()));
      }
    });
  }

  private static Optional<Finding> linearizable(
      Bytes key, ObjectModel model, List<Observation> observations) {
    List<Timed<Observation>> timed =
        observations.stream().map(o -> new Timed<>(o.begin(), o.end(), o)).toList();
    Linearizability.Result result = Linearizability.of(model, timed, MAX_TRIED);
    if (result.verdict() == Verdict.LINEARIZABLE) {
      return Optional.empty();
    }
    List<Observation> unexplained = new ArrayList<>(observations);
    result.prefix().forEach(index -> unexplained.remove(observations.get(index)));
    Optional<Observation> first =
        unexplained.stream().min(Comparator.comparingLong(Observation::end));
    String what =
        "%s: %s; %d of %d operations explained, the first to end of the others: %s"
            .formatted(
                KeyText.of(key),
                result.verdict(),
                result.prefix().size(),
                observations.size(),
                first.map(Observation::toString).orElse(""));
    List<Long> moments = new ArrayList<>();
    first.ifPresent(one -> moments.addAll(List.of(one.begin(), one.end())));
    if (!result.prefix().isEmpty()) {
      // What it should follow.
      Observation last = observations.get(result.prefix().getLast());
      moments.addAll(List.of(last.begin(), last.end()));
    }
    return Optional.of(
        Finding.of(
            LINEARIZABILITY, what, key, moments.stream().mapToLong(Long::longValue).toArray()));
  }
}
