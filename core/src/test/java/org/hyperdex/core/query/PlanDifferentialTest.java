package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.index.Choice;
import org.hyperdex.core.index.IndexEntries;
import org.hyperdex.core.index.MemoryRegion;
import org.hyperdex.core.index.Plan;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.index.Statistics;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;

/**
 * Random searches with random indices, by plans that statistics of all degrees of wrongness lead
 * to, find what a look at every decoded object finds: each match once, and nothing else.
 *
 * <p>{@link SeedRun} says how there are more searches, and others.
 */
class PlanDifferentialTest {
  private static final int SEARCHES = 20_000;
  private static final int SEARCHES_PER_SEED = 20;
  private static final int OBJECTS = 40;

  private final SeedRun run =
      new SeedRun(PlanDifferentialTest.class, "core", SEARCHES, SEARCHES_PER_SEED);
  private final Map<String, Integer> plans = new TreeMap<>();
  private final CaseCoverage coverage = new CaseCoverage();

  @Test
  void plansFindExactlyTheMatches() {
    run.run(this::searches);
    run.tell("%s, plans %s, %s".formatted(run, plans, coverage));
    if (run.isWhole()) {
      assertThat(run.matches()).isGreaterThan(run.searches());
      assertThat(plans.keySet())
          .as("kinds of plans")
          .containsExactlyInAnyOrder("Intersect", "Nothing", "Pick", "Scan", "Union");
      assertThat(plans.values()).allMatch(count -> count > run.searches() / 400);
      coverage.isComplete();
    }
  }

  private int searches(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GeneratedSpace space = GeneratedSpace.of(seed, OBJECTS, SEARCHES_PER_SEED);
    Schema schema = space.schema();
    MemoryRegion region =
        new MemoryRegion(
            space.indices().stream().map(index -> IndexEntries.of(schema, index)).toList());
    Map<Bytes, List<Value>> present = new TreeMap<>();
    for (GeneratedSpace.Write write : space.writes()) {
      region.write(write.key(), write.object().map(space::row).orElse(null));
      write
          .object()
          .ifPresentOrElse(
              object -> present.put(write.key(), object), () -> present.remove(write.key()));
    }
    entriesAreThoseOfTheRows(region);
    if (random.nextBoolean()) {
      addFalseEntries(space, region);
    }
    int matches = 0;
    for (SearchCase search : space.searches()) {
      matches += search(schema, region, present, search, random);
      coverage.add(schema, search, present.values());
    }
    return matches;
  }

  private static void entriesAreThoseOfTheRows(MemoryRegion region) {
    for (IndexEntries index : region.indices()) {
      TreeSet<Bytes> expected = new TreeSet<>();
      region.all().forEach((key, row) -> expected.addAll(index.of(key, row.row())));
      assertThat(region.ofIndex(index.index().id()))
          .as(() -> index.index().toString())
          .containsExactlyElementsOf(expected);
    }
  }

  /** Faults of the indices: each object has the entries of another one too, some are of nobody. */
  private static void addFalseEntries(GeneratedSpace space, MemoryRegion region) {
    List<GeneratedSpace.Write> puts =
        space.writes().stream().filter(write -> write.object().isPresent()).toList();
    for (IndexEntries index : region.indices()) {
      for (int i = 0; i < puts.size(); i++) {
        Bytes row = space.row(puts.get(i).object().orElseThrow());
        Bytes key = puts.get((i + 1) % puts.size()).key();
        region.ofIndex(index.index().id()).addAll(index.of(key, row));
      }
    }
  }

  private int search(
      Schema schema,
      MemoryRegion region,
      Map<Bytes, List<Value>> present,
      SearchCase search,
      SplittableRandom random) {
    Predicate predicate = search.predicate();
    List<Bytes> expected = new ArrayList<>();
    present.forEach((key, object) -> {
      if (search.matches(object)) {
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
        .as(() -> "%s by%n%s".formatted(search, choice.plan().text()))
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
}
