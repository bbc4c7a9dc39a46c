package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.index.Choice;
import org.hyperdex.core.index.IndexEntries;
import org.hyperdex.core.index.MemoryRegion;
import org.hyperdex.core.index.Plan;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.index.Statistics;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;

/**
 * Random searches with random indices, by plans that statistics of all degrees of wrongness lead
 * to, find what a look at every decoded object finds: each match once, and nothing else.
 *
 * <p>How many searches there are, and where their seeds begin, can be said: {@code
 * -Dplans.searches=1000000 -Dplans.seed=1}.
 */
class PlanDifferentialTest {
  private static final int SEARCHES_PER_SEED = 20;
  private static final int SEEDS = Integer.getInteger("plans.searches", 20_000) / SEARCHES_PER_SEED;
  private static final long FIRST_SEED = Long.getLong("plans.seed", 0);
  private static final int OBJECTS = 40;
  private static final List<AttributeType> KEY_TYPES =
      List.of(AttributeType.STRING, AttributeType.INT, AttributeType.FLOAT);

  private final Map<String, Integer> plans = new TreeMap<>();

  @Test
  @SuppressWarnings("SystemOut") // What a long run has gone through is worth telling.
  void plansFindExactlyTheMatches() {
    long matches = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      matches += searches(seed);
    }
    System.out.printf(
        "%d searches, %d matches, plans %s%n", SEEDS * SEARCHES_PER_SEED, matches, plans);
    assertThat(matches).isGreaterThan((long) SEEDS * SEARCHES_PER_SEED);
    assertThat(plans.keySet())
        .as("kinds of plans")
        .containsExactlyInAnyOrder("Intersect", "Nothing", "Pick", "Scan", "Union");
    assertThat(plans.values()).allMatch(count -> count > SEEDS / 20);
  }

  private int searches(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Values values = new Values(seed);
    Schema schema = schema(KEY_TYPES.get((int) (seed % KEY_TYPES.size())));
    Terms terms = new Terms(values, schema);
    List<List<Value>> objects = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      objects.add(mixed(values, objects, terms.object()));
    }
    List<List<List<Term>>> searches = new ArrayList<>();
    for (int i = 0; i < SEARCHES_PER_SEED; i++) {
      List<List<Term>> alternatives = new ArrayList<>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        List<Value> like = values.oneOf(objects);
        alternatives.add(
            random.nextInt(3) == 0 ? equalities(schema, like, random) : terms.conjunction(like));
      }
      searches.add(alternatives);
    }
    MemoryRegion region = new MemoryRegion(indices(schema, searches, random));
    Map<Bytes, List<Value>> present = new TreeMap<>();
    for (List<Value> object : objects) {
      Bytes key = encoded(schema, object, 0);
      region.write(key, row(schema, object));
      present.put(key, object);
      if (random.nextInt(5) == 0) {
        Bytes gone = values.oneOf(List.copyOf(present.keySet()));
        region.write(gone, null);
        present.remove(gone);
      }
    }
    entriesAreThoseOfTheRows(region, seed);
    if (random.nextBoolean()) {
      addFalseEntries(schema, region, objects);
    }
    int matches = 0;
    for (List<List<Term>> search : searches) {
      matches += search(schema, region, present, search, random, seed);
    }
    return matches;
  }

  /** What several single values say of: the only thing that is intersected. */
  private static List<Term> equalities(Schema schema, List<Value> like, SplittableRandom random) {
    List<Term> equalities = new ArrayList<>();
    for (int i = random.nextInt(2, 5); i > 0; i--) {
      int attribute = random.nextInt(1, schema.size());
      Value value = like.get(attribute);
      equalities.add(
          new Term(
              attribute,
              List.of(),
              Operator.EQUAL,
              List.of(value),
              new Check(attribute, Operator.EQUAL, encoded(schema, like, attribute))));
    }
    return equalities;
  }

  /** Often takes over values of another object, so that values repeat. */
  private static List<Value> mixed(Values values, List<List<Value>> others, List<Value> fresh) {
    if (others.isEmpty()) {
      return fresh;
    }
    List<Value> mixed = new ArrayList<>(fresh);
    for (int i = 1; i < mixed.size(); i++) {
      if (values.below(3) > 0) {
        mixed.set(i, values.oneOf(others).get(i));
      }
    }
    return mixed;
  }

  private static List<IndexEntries> indices(
      Schema schema, List<List<List<Term>>> searches, SplittableRandom random) {
    TreeSet<String> places = new TreeSet<>();
    List<IndexEntries> indices = new ArrayList<>();
    for (List<List<Term>> search : searches) {
      for (List<Term> conjunction : search) {
        for (Term term : conjunction) {
          Check check = term.check();
          String place = check.attribute() + " " + check.path().text();
          if (check.attribute() > 0
              && isText(check.path())
              && random.nextInt(4) > 0
              && places.add(place)) {
            indices.add(
                IndexEntries.of(
                    schema,
                    new Index(
                        indices.size() + 1L,
                        check.attribute(),
                        check.path().text(),
                        Index.State.READY)));
          }
        }
      }
    }
    return indices;
  }

  /** The member with the empty name cannot be written in a path. */
  private static boolean isText(DocumentPath path) {
    return path.steps().stream()
        .noneMatch(step -> step instanceof DocumentPath.Member(Bytes name) && name.length() == 0);
  }

  private static void entriesAreThoseOfTheRows(MemoryRegion region, long seed) {
    for (IndexEntries index : region.indices()) {
      TreeSet<Bytes> expected = new TreeSet<>();
      region.all().forEach((key, row) -> expected.addAll(index.of(key, row.row())));
      assertThat(region.ofIndex(index.index().id()))
          .as("seed %d, %s", seed, index.index())
          .containsExactlyElementsOf(expected);
    }
  }

  /** Faults of the indices: each object has the entries of another one too, some are of nobody. */
  private static void addFalseEntries(
      Schema schema, MemoryRegion region, List<List<Value>> objects) {
    for (IndexEntries index : region.indices()) {
      for (int i = 0; i < objects.size(); i++) {
        Bytes row = row(schema, objects.get(i));
        Bytes key = encoded(schema, objects.get((i + 1) % objects.size()), 0);
        region.ofIndex(index.index().id()).addAll(index.of(key, row));
      }
    }
  }

  private int search(
      Schema schema,
      MemoryRegion region,
      Map<Bytes, List<Value>> present,
      List<List<Term>> search,
      SplittableRandom random,
      long seed) {
    Predicate predicate =
        new Predicate(
            search.stream()
                .map(conjunction -> conjunction.stream().map(Term::check).toList())
                .toList());
    List<Bytes> expected = new ArrayList<>();
    present.forEach((key, object) -> {
      if (search.stream()
          .anyMatch(conjunction -> conjunction.stream().allMatch(t -> t.holds(object)))) {
        expected.add(key);
      }
    });
    Choice choice =
        Planner.choose(schema, region.indices(), predicate, wrong(region, random.split()));
    count(choice.plan());
    List<Bytes> found = new ArrayList<>();
    int open = region.open;
    try (PlanRun run = new PlanRun(region, Evaluation.of(schema, predicate), choice.plan())) {
      PlanRun.Step step = run.step();
      while (step != PlanRun.Step.END) {
        if (step == PlanRun.Step.MATCH) {
          found.add(run.key());
          assertThat(run.row()).isEqualTo(region.all().get(run.key()).row());
          assertThat(run.version()).isEqualTo(region.all().get(run.key()).version());
        }
        step = run.step();
      }
    }
    assertThat(region.open).as("cursors left open").isEqualTo(open);
    assertThat(found)
        .as("seed %d: %s by%n%s", seed, search, choice.plan().text())
        .containsExactlyInAnyOrderElementsOf(expected);
    return found.size();
  }

  /** Counts the plan, and those it consists of. */
  private void count(Plan plan) {
    plans.merge(plan.getClass().getSimpleName(), 1, Integer::sum);
    if (plan instanceof Plan.Union union) {
      union.parts().forEach(part -> count(part.plan()));
    }
  }

  /** Leads to plans that nobody would choose. Few entries would never be worth intersecting. */
  private static Statistics wrong(MemoryRegion region, SplittableRandom random) {
    return new Statistics() {
      @Override
      public long rowsAbout(ValueRange keys) {
        return wrong(region.rowsAbout(keys));
      }

      @Override
      public long entriesAbout(long index, ValueRange range) {
        return wrong(region.entriesAbout(index, range));
      }

      private long wrong(long count) {
        return (long) (count * Math.pow(10, random.nextDouble(-2, 4)));
      }
    };
  }

  private static Schema schema(AttributeType keyType) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute("k", keyType));
    for (AttributeType type : Values.types()) {
      attributes.add(new Attribute(type.description(), type));
    }
    for (int i = 0; i < 4; i++) {
      attributes.add(new Attribute("document" + i, AttributeType.DOCUMENT));
      attributes.add(new Attribute("string" + i, AttributeType.STRING));
    }
    return new Schema(attributes);
  }

  private static Bytes encoded(Schema schema, List<Value> object, int attribute) {
    return ValueCodec.encode(schema.attribute(attribute).type(), object.get(attribute));
  }

  private static Bytes row(Schema schema, List<Value> object) {
    List<Bytes> columns = new ArrayList<>();
    for (int a = 1; a < object.size(); a++) {
      columns.add(encoded(schema, object, a));
    }
    return Row.of(columns);
  }
}
