package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.schema.Schema;

/**
 * Which kinds of searches came up, and how many of each found something and left something out: a
 * search that says the same of all objects shows little.
 */
public final class CaseCoverage {
  private static final String NO_ALTERNATIVES = "no alternatives";
  private static final String OVERLAP = "several alternatives true of one object";
  private static final String MISSING_PLACE = "a place that some documents have not";

  private record Said(long found, long leftOut) {
    static final Said NOTHING = new Said(0, 0);

    Said and(boolean finds, boolean leavesOut) {
      return new Said(found + (finds ? 1 : 0), leftOut + (leavesOut ? 1 : 0));
    }
  }

  private final Map<String, Said> said = new TreeMap<>();

  /** Counts {@code search}, which was asked of {@code objects}. */
  public void add(Schema schema, SearchCase search, Collection<List<Value>> objects) {
    if (search.alternatives().isEmpty()) {
      count(NO_ALTERNATIVES, false, true);
    }
    boolean overlap = objects.stream().anyMatch(object -> matching(search, object) > 1);
    count(OVERLAP, overlap, !overlap);
    for (List<Term> conjunction : search.alternatives()) {
      if (conjunction.size() != 1) {
        countEdges(conjunction, objects);
      }
      for (Term term : conjunction) {
        countEdges(List.of(term), objects);
        count(
            kind(term.attribute() == 0, schema.attribute(term.attribute()).type(), term.operator()),
            objects.stream().anyMatch(term::holds),
            !objects.stream().allMatch(term::holds));
        boolean somewhere = objects.stream().anyMatch(term::finds);
        boolean everywhere = objects.stream().allMatch(term::finds);
        count(MISSING_PLACE, somewhere && !everywhere, !somewhere || !everywhere);
      }
    }
  }

  private static long matching(SearchCase search, List<Value> object) {
    return search.alternatives().stream()
        .filter(conjunction -> conjunction.stream().allMatch(term -> term.holds(object)))
        .count();
  }

  private void countEdges(List<Term> conjunction, Collection<List<Value>> objects) {
    for (Edge edge : Edge.values()) {
      if (edge.isA(conjunction)) {
        SearchCase alone = new SearchCase(List.of(conjunction));
        count(
            edge.name(),
            objects.stream().anyMatch(alone::matches),
            !objects.stream().allMatch(alone::matches));
      }
    }
  }

  private void count(String kind, boolean finds, boolean leavesOut) {
    said.merge(kind, Said.NOTHING.and(finds, leavesOut), (a, b) -> a.and(finds, leavesOut));
  }

  private static String kind(boolean key, AttributeType type, Operator operator) {
    return "%s %s%s".formatted(operator.jsonName(), type.description(), key ? " key" : "");
  }

  /** Nothing is missing: each operator on each type of keys and attributes, and each edge. */
  public void isComplete() {
    for (AttributeType type : Values.types()) {
      for (Operator operator : Operator.values()) {
        if (operator.appliesTo(type)) {
          saysBoth(kind(false, type, operator));
          if (type.hashable()) {
            saysBoth(kind(true, type, operator));
          }
        }
      }
    }
    saysBoth(OVERLAP);
    saysBoth(MISSING_PLACE);
    says(NO_ALTERNATIVES, Edge.Says.NEVER);
    for (Edge edge : Edge.values()) {
      says(edge.name(), edge.says());
    }
  }

  private void saysBoth(String kind) {
    says(kind, Edge.Says.BOTH);
  }

  private void says(String kind, Edge.Says expected) {
    Said those = said.getOrDefault(kind, Said.NOTHING);
    assertThat(those.found() > 0)
        .as("%s found something: %s", kind, those)
        .isEqualTo(expected != Edge.Says.NEVER);
    assertThat(those.leftOut() > 0)
        .as("%s left something out: %s", kind, those)
        .isEqualTo(expected != Edge.Says.ALWAYS);
  }

  /** How many kinds came up, and the rarest. */
  @Override
  public String toString() {
    var rarest =
        said.entrySet().stream()
            .min(
                Map.Entry.comparingByValue(
                    Comparator.comparingLong(those -> those.found() + those.leftOut())))
            .orElseThrow();
    return "%d kinds, the rarest %s".formatted(said.size(), rarest);
  }
}
