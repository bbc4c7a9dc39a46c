package org.hyperdex.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs seeds from the command line.
 *
 * <pre>
 * Replay SEED [SCENARIO] [BUG]            one seed: if it fails, the smallest failing run's story
 * Replay sweep FROM COUNT [SCENARIO] [BUG]  many seeds: which checks fail, and where first
 * Replay zoo SEEDS                           every planted bug: who finds it, and how soon
 * </pre>
 */
public final class Replay {
  private static final int TOLD_LINES = 400;

  private Replay() {}

  /** The command that replays {@code run}. */
  static String command(Run run) {
    return "./mvnw -q -pl simulation -am test -Dtest=ReplayTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.replay="
        + run.seed()
        + ","
        + run.scenario().name()
        + ","
        + run.scenario().bug();
  }

  /** The scenario of that name with a bug. */
  static Scenario scenario(String name, String bug) {
    return Scenario.named(name).with(PlantedBug.valueOf(bug.toUpperCase(Locale.ROOT)));
  }

  /** See the class comment. */
  @SuppressWarnings("SystemOut") // A program for the terminal.
  public static void main(String[] arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    if (words.getFirst().equals("zoo")) {
      zoo(Long.parseLong(words.get(1)), System.out);
      return;
    }
    boolean sweep = words.getFirst().equals("sweep");
    if (sweep) {
      words.removeFirst();
    }
    long first = Long.parseLong(words.removeFirst());
    long count = sweep ? Long.parseLong(words.removeFirst()) : 1;
    String scenarioName = words.isEmpty() ? "calm" : words.removeFirst();
    Scenario scenario = scenario(scenarioName, words.isEmpty() ? "NONE" : words.removeFirst());
    if (sweep) {
      sweep(first, count, scenario, System.out);
    } else {
      replay(first, scenario, System.out);
    }
  }

  private static void sweep(long first, long count, Scenario scenario, PrintStream out) {
    Map<String, Integer> failures = new TreeMap<>();
    Coverage coverage = new Coverage();
    long events = 0;
    long began = System.nanoTime();
    for (long seed = first; seed < first + count; seed++) {
      Run run = Run.of(seed, scenario, 0);
      coverage.add(run.coverage());
      events += run.report().map(Simulation.Report::events).orElse(0L);
      if (run.failed() && failures.merge(run.check(), 1, Integer::sum) <= 3) {
        out.println(run.verdict());
      }
    }
    out.printf(
        "%d seeds, %d ms, %d events, failures %s, coverage %s, missing %s%n",
        count,
        (System.nanoTime() - began) / 1_000_000,
        events,
        failures,
        coverage,
        coverage.missing());
  }

  private static void replay(long seed, Scenario scenario, PrintStream out) {
    Run run = Run.of(seed, scenario, 0);
    if (!run.failed()) {
      out.println(run.verdict() + " " + run.report() + " " + run.coverage());
      return;
    }
    out.println(story(run));
  }

  /** The story of the smallest run found that fails as {@code run} did. */
  static String story(Run run) {
    Run smallest = Minimizer.smallest(run);
    List<String> lines = smallest.story();
    List<String> told = lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size());
    return "the smallest run that fails like it: %s%n%s%n%s%n%s"
        .formatted(smallest.scenario(), String.join("\n", told), smallest.verdict(), run.verdict());
  }

  private static void zoo(long seeds, PrintStream out) {
    for (PlantedBug bug : PlantedBug.values()) {
      Scenario scenario = Scenario.named(bug.scenario()).with(bug);
      Map<String, Integer> failures = new TreeMap<>();
      long first = -1;
      for (long seed = 0; seed < seeds; seed++) {
        Run run = Run.of(seed, scenario, 0);
        if (run.failed() && !Run.of(seed, scenario.with(PlantedBug.NONE), 0).failed()) {
          failures.merge(run.check(), 1, Integer::sum);
          first = first < 0 ? seed : first;
        }
      }
      out.println(bug + " | " + bug.scenario() + " | first " + first + " | " + failures);
    }
  }
}
