package org.hyperdex.simulation.check;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.TimestampUnit;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.function.Signatures;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.simulation.check.Observation.SeenPart;
import org.hyperdex.simulation.check.Observation.Written;

/**
 * What kinds of operations were answered, and how often each: every function that was carried out,
 * every operator that was asked, each by the type it was applied to, and in which ways; and the
 * types of what they were applied to.
 */
public final class Kinds {
  private static final String GUARD = "guard";
  private static final String ALTERNATIVES = "guard of several alternatives";
  private static final String GROUP = "search of a group operation";
  private static final String PART = "get of some attributes";
  private static final String PARTS = "search for some attributes";
  private static final String COUNT = "count";
  private static final String BATCH = "several functions of one attribute";
  private static final String VERSION = "condition on a version";

  private final Map<String, Long> counts = new TreeMap<>();

  /** The kinds of operations of a history of the objects of {@code space}. */
  public static Kinds of(History history, Space space) {
    Kinds kinds = new Kinds();
    Schema schema = space.schema();
    kinds.met("key", schema.key().type());
    schema.attributes().stream().skip(1).forEach(each -> kinds.met("attribute", each.type()));
    space.subspaces().stream()
        .skip(1)
        .flatMap(subspace -> subspace.dimensions().stream())
        .forEach(each -> kinds.met("dimension", schema.attribute(each).type()));
    space
        .indices()
        .forEach(index -> kinds.met(name("index", schema.attribute(index.attribute()).type())));
    history.objects().values().stream()
        .flatMap(List::stream)
        .forEach(one -> kinds.learned(one, schema));
    history
        .searches()
        .forEach(search -> {
          kinds.asked("search", search.predicate(), schema);
          if (!search.columns().equals(Columns.ALL)) {
            kinds.met(PARTS);
          }
          search
              .order()
              .ifPresent(by -> kinds.met("order", schema.attribute(by.attribute()).type()));
        });
    history.counts().forEach(count -> kinds.asked(COUNT, count.predicate(), schema));
    history.groups().forEach(group -> kinds.asked(GROUP, group.predicate(), schema));
    return kinds;
  }

  private void learned(Observation one, Schema schema) {
    switch (one) {
      case SeenPart _ -> met(PART);
      case Written written when written.answer().isPresent() -> written(written, schema);
      default -> {
        // Searches are counted as wholes, and plain reads are everywhere.
      }
    }
  }

  private void written(Written written, Schema schema) {
    Outcome outcome = written.answer().orElseThrow().outcome();
    met(ends(outcome));
    if (written.ifVersion().isPresent()) {
      met(VERSION);
    }
    if (!written.guards().isTrue()) {
      asked(GUARD, written.guards(), schema);
    }
    if (written.guards().alternatives().size() > 1) {
      met(ALTERNATIVES);
    }
    if (outcome.success() && written.change() instanceof Update update) {
      List<FunctionCall> calls = update.functions();
      calls.forEach(call ->
          met(name(call.function().operation(), schema.attribute(call.attribute()).type())));
      if (calls.stream().map(FunctionCall::attribute).distinct().count() < calls.size()) {
        met(BATCH);
      }
    }
  }

  private void asked(String by, Predicate predicate, Schema schema) {
    met(by);
    for (List<Check> alternative : predicate.alternatives()) {
      for (Check check : alternative) {
        AttributeType type = schema.attribute(check.attribute()).type();
        met(name(check.operator().jsonName(), type));
      }
    }
  }

  private static String ends(Outcome outcome) {
    return "end with " + outcome;
  }

  private static String name(String what, AttributeType type) {
    return what + " of " + kind(type);
  }

  /** The type without its parameters. */
  private static String kind(AttributeType type) {
    return type.description().replaceFirst("\\(.*", "");
  }

  private void met(String what, AttributeType type) {
    met(what + " " + type.description());
  }

  private void met(String kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  /** Adds what another history had. */
  public void add(Kinds other) {
    other.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
  }

  /** How often what came up. */
  public Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** All there is, and never came up. */
  public SortedSet<String> missing() {
    SortedSet<String> missing = new TreeSet<>(all());
    missing.removeAll(counts.keySet());
    return missing;
  }

  private static SortedSet<String> all() {
    SortedSet<String> all =
        new TreeSet<>(
            List.of(GUARD, ALTERNATIVES, GROUP, PART, PARTS, COUNT, BATCH, VERSION, "search"));
    Kinds kinds = new Kinds();
    types()
        .forEach(type -> {
          kinds.met("attribute", type);
          kinds.met(name("index", type));
          if (type.hashable()) {
            kinds.met("key", type);
            kinds.met("dimension", type);
            kinds.met("order", type);
          }
          Stream.of(Function.values())
              .filter(each -> Signatures.argument(each, type).isPresent())
              .forEach(each -> kinds.met(name(each.operation(), type)));
          Stream.of(Operator.values())
              .filter(each -> each.appliesTo(type))
              .forEach(each -> kinds.met(name(each.jsonName(), type)));
        });
    all.addAll(kinds.counts.keySet());
    // What is too large is too large for runs that are to be short.
    Arrays.stream(Outcome.values())
        .filter(each -> each != Outcome.TOO_LARGE)
        .forEach(each -> all.add(ends(each)));
    return all;
  }

  private static Stream<AttributeType> types() {
    List<Primitive> elements = List.of(Primitive.values());
    return Stream.of(
            elements.stream(),
            Stream.of(TimestampUnit.values()).map(AttributeType.Timestamp::new),
            Stream.of(AttributeType.DOCUMENT),
            elements.stream().map(AttributeType.ListOf::new),
            elements.stream().map(AttributeType.SetOf::new),
            elements.stream()
                .flatMap(
                    key -> elements.stream().map(value -> new AttributeType.MapOf(key, value))))
        .<AttributeType>flatMap(each -> each);
  }
}
