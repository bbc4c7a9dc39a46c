package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.simulation.check.History.Counted;
import org.hyperdex.simulation.check.History.Grouped;
import org.hyperdex.simulation.check.History.Searched;
import org.hyperdex.simulation.check.Possibilities.Content;

/**
 * Searches are never wrong: every object that matched at every moment is there once, none that
 * matched at no moment is, no key is there twice; a count is a number such a search could have.
 */
public final class SearchCheck {
  /** The name of this check in findings. */
  public static final String NAME = "search";

  private record Span(long begin, long end) {}

  private final Meaning meaning;
  private final List<Possibilities> objects;
  private final List<Finding> findings = new ArrayList<>();

  private SearchCheck(Meaning meaning, List<Possibilities> objects) {
    this.meaning = meaning;
    this.objects = objects;
  }

  /**
   * Judges all searches and counts.
   *
   * @param schema of the space
   */
  public static List<Finding> of(History history, Schema schema) {
    Meaning meaning = new Meaning(schema);
    List<Possibilities> objects = new ArrayList<>();
    history
        .objects()
        .forEach((key, all) -> objects.add(new Possibilities(key, meaning.columns(), all)));
    SearchCheck check = new SearchCheck(meaning, objects);
    history.searches().forEach(check::judge);
    history.counts().forEach(check::judge);
    history.groups().forEach(check::judge);
    return check.findings;
  }

  private void judge(Searched search) {
    List<Bytes> delivered = search.rows().stream().map(FoundRow::key).toList();
    for (FoundRow found : search.rows()) {
      if (!meaning.matches(search.predicate(), found.key(), found.row().row())) {
        find("%s is delivered and does not match: %s", found.key(), search, at(search));
      }
    }
    judge(at(search), search.predicate(), delivered, search);
  }

  /** An object that is delivered twice would be changed twice. */
  private void judge(Grouped group) {
    Span span = new Span(group.begin(), group.end());
    judge(span, group.predicate(), group.keys(), group);
  }

  private static Span at(Searched search) {
    return new Span(search.begin(), search.end());
  }

  private void judge(Span span, Predicate predicate, List<Bytes> deliveries, Object search) {
    Set<Bytes> delivered = new HashSet<>();
    for (Bytes key : deliveries) {
      if (!delivered.add(key)) {
        find("%s is delivered twice by %s", key, search, span);
      }
    }
    for (Possibilities object : objects) {
      List<Content> contents = object.during(span.begin, span.end);
      boolean always =
          contents.stream().allMatch(c -> c.certainlyMatches(meaning, object.key(), predicate));
      boolean ever = contents.stream().anyMatch(c -> c.mayMatch(meaning, object.key(), predicate));
      if (always && !delivered.contains(object.key())) {
        find("%s matched all the time and is missing in %s", object.key(), search, span);
      }
      if (!ever && delivered.contains(object.key())) {
        find("%s never matched and is delivered by %s", object.key(), search, span);
      }
    }
  }

  private void judge(Counted count) {
    long least = 0;
    long most = 0;
    for (Possibilities object : objects) {
      List<Content> contents = object.during(count.begin(), count.end());
      if (contents.stream()
          .allMatch(c -> c.certainlyMatches(meaning, object.key(), count.predicate()))) {
        least++;
      }
      if (contents.stream().anyMatch(c -> c.mayMatch(meaning, object.key(), count.predicate()))) {
        most++;
      }
    }
    if (count.count() < least || count.count() > most) {
      String what = "the count must be %d to %d: %s".formatted(least, most, count);
      findings.add(Finding.of(NAME, what, count.begin(), count.end()));
    }
  }

  private void find(String what, Bytes key, Object search, Span span) {
    String told = what.formatted(key.toUtf8(), search);
    findings.add(Finding.of(NAME, told, key, span.begin, span.end));
  }
}
