package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All planted bugs, and how soon which check finds them. */
public final class Zoo {
  /**
   * How a bug was found.
   *
   * @param seeds how many seeds it took
   * @param run the run that shows it, and holds without the bug
   */
  public record Found(int seeds, Run run) {}

  private Zoo() {}

  /**
   * Looks for every planted bug, {@code threads} at a time; empty are those that no seed from 0 to
   * {@code maxSeeds} shows.
   */
  public static Map<PlantedBug, Optional<Found>> of(int maxSeeds, int threads) {
    List<PlantedBug> bugs = new ArrayList<>(List.of(PlantedBug.values()));
    bugs.remove(PlantedBug.NONE);
    Map<PlantedBug, Optional<Found>> found = new EnumMap<>(PlantedBug.class);
    AtomicInteger next = new AtomicInteger();
    Sweep.inParallel(
        threads,
        () -> {
          for (int i = next.getAndIncrement(); i < bugs.size(); i = next.getAndIncrement()) {
            Optional<Found> one = first(bugs.get(i), maxSeeds);
            synchronized (found) {
              found.put(bugs.get(i), one);
            }
          }
        });
    return found;
  }

  /** The first run that fails because of {@code bug}: without it, it does not. */
  public static Optional<Found> first(PlantedBug bug, int maxSeeds) {
    Scenario scenario = Scenario.named(bug.scenario()).with(bug);
    for (int seed = 0; seed < maxSeeds; seed++) {
      Run run = Run.of(seed, scenario, 0);
      boolean seen = run.failed() && !run.check().equals(VacuityCheck.NAME);
      if (seen && !Run.of(seed, scenario.with(PlantedBug.NONE), 0).failed()) {
        return Optional.of(new Found(seed + 1, run));
      }
    }
    return Optional.empty();
  }

  /** The table of all bugs, as Markdown. */
  public static String table(Map<PlantedBug, Optional<Found>> found) {
    Map<PlantedBug, Optional<Found>> sorted = new TreeMap<>(found);
    StringBuilder table = new StringBuilder();
    table.append("| bug | what is wrong | like | scenario | found by | within seeds |\n");
    table.append("| --- | --- | --- | --- | --- | ---: |\n");
    sorted.forEach((bug, how) ->
        table.append(
            "| `%s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                    bug,
                    bug.what(),
                    bug.weaknesses(),
                    bug.scenario(),
                    how.map(one -> one.run().check()).orElse("nobody"),
                    how.map(one -> Integer.toString(one.seeds())).orElse("-"))));
    return table.toString();
  }
}
