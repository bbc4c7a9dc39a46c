package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Ordering;
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

  private final Schema schema;
  private final Meaning meaning;
  private final List<Possibilities> objects;
  private final List<Finding> findings = new ArrayList<>();

  private SearchCheck(Schema schema, Meaning meaning, List<Possibilities> objects) {
    this.schema = schema;
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
    history.objects().forEach((key, all) -> objects.add(new Possibilities(key, schema, all)));
    SearchCheck check = new SearchCheck(schema, meaning, objects);
    history.searches().forEach(check::judge);
    history.counts().forEach(check::judge);
    history.groups().forEach(check::judge);
    return check.findings;
  }

  private void judge(Searched search) {
    List<Bytes> delivered = search.rows().stream().map(FoundRow::key).toList();
    boolean whole = search.columns().equals(Columns.ALL);
    for (FoundRow found : whole ? search.rows() : List.<FoundRow>of()) {
      if (!meaning.matches(search.predicate(), found.key(), found.row().row())) {
        find("%s is delivered and does not match: %s", found.key(), search, at(search));
      }
    }
    search.order().ifPresent(order -> inOrder(search, order));
    judge(at(search), search.predicate(), delivered, search);
  }

  /** What was delivered ascends, or descends, by the values, and those of one value by the keys. */
  private void inOrder(Searched search, Ordering order) {
    for (int i = 1; i < search.rows().size(); i++) {
      FoundRow before = search.rows().get(i - 1);
      FoundRow found = search.rows().get(i);
      int byValue = Meaning.order(sortedBy(search, order, before), sortedBy(search, order, found));
      int byBoth = byValue != 0 ? byValue : Meaning.order(key(before), key(found));
      if (order.descending() ? byBoth < 0 : byBoth > 0) {
        find("%s is delivered out of its order by %s", found.key(), search, at(search));
      }
    }
  }

  private Object sortedBy(Searched search, Ordering order, FoundRow found) {
    if (order.attribute() == 0) {
      return key(found);
    }
    AttributeType type = schema.attribute(order.attribute()).type();
    int column = search.columns().column(order.attribute());
    return Plain.of(type, Row.column(found.row().row(), column));
  }

  private Object key(FoundRow found) {
    return Plain.of(schema.key().type(), found.key());
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
    String told = what.formatted(KeyText.of(key), search);
    findings.add(Finding.of(NAME, told, key, span.begin, span.end));
  }
}
