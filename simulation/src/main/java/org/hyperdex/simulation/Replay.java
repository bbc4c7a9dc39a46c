package org.hyperdex.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs seeds from the command line; {@code bin/simulate} starts it.
 *
 * <pre>
 * --seeds N [--from S]   N seeds from S (from the clock if not given): which fail, and why
 * --all                  so many seeds of every scenario; then nothing may be left unreached
 * --replay S             one seed: if it fails, the smallest failing run's story
 * --zoo                  every planted bug: which check finds it, and how soon
 * --scenario NAME        what to run, faulty if not given
 * --bug NAME             a planted bug
 * --threads N            how many seeds at a time; as many as there are processors if not given
 * </pre>
 */
public final class Replay {
  private static final int TOLD_LINES = 400;
  private static final int ZOO_SEEDS = 1_000;

  private final List<String> words;

  private Replay(List<String> words) {
    this.words = new ArrayList<>(words);
  }

  /** The command that replays {@code run}. */
  static String command(Run run) {
    Scenario scenario = run.scenario();
    String bug = scenario.bug() == PlantedBug.NONE ? "" : " --bug " + scenario.bug();
    return "bin/simulate --replay " + run.seed() + " --scenario " + scenario.name() + bug;
  }

  /** See the class comment; exits with 1 if a seed fails, or a bug is not found. */
  @SuppressWarnings("SystemOut") // A program for the terminal.
  public static void main(String[] arguments) {
    boolean holds = new Replay(List.of(arguments)).run(System.out);
    if (!holds) {
      System.exit(1);
    }
  }

  private Optional<String> option(String name) {
    int at = words.indexOf(name);
    return at < 0 || at + 1 >= words.size() ? Optional.empty() : Optional.of(words.get(at + 1));
  }

  private boolean run(PrintStream out) {
    Scenario scenario =
        Scenario.named(option("--scenario").orElse("faulty"))
            .with(PlantedBug.named(option("--bug").orElse("none")));
    int threads =
        option("--threads")
            .map(Integer::parseInt)
            .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    if (words.contains("--zoo")) {
      return zoo(threads, out);
    }
    Optional<String> replayed = option("--replay");
    if (replayed.isPresent()) {
      return replay(Long.parseLong(replayed.get()), scenario, out);
    }
    long count = Long.parseLong(option("--seeds").orElse("1000"));
    long from = option("--from").map(Long::parseLong).orElseGet(System::currentTimeMillis);
    out.println("from seed " + from);
    if (words.contains("--all")) {
      return all(from, count, threads, out);
    }
    Sweep sweep = Sweep.of(scenario, from, count, threads);
    out.print(sweep.report());
    return sweep.failed().isEmpty();
  }

  /** The long run: it also fails if it has not met everything there is to meet. */
  private static boolean all(long from, long count, int threads, PrintStream out) {
    Coverage coverage = new Coverage();
    boolean holds = true;
    for (String name : Scenario.NAMES) {
      Sweep sweep = Sweep.of(Scenario.named(name), from, count, threads);
      out.print(sweep.report());
      coverage.add(sweep.coverage());
      holds &= sweep.failed().isEmpty();
    }
    out.print(coverage.table());
    out.println("never came up in any: " + coverage.missing());
    out.println("transitions never passed in any: " + coverage.missingTransitions());
    return holds && coverage.missing().isEmpty() && coverage.missingTransitions().isEmpty();
  }

  private static boolean zoo(int threads, PrintStream out) {
    var found = Zoo.of(ZOO_SEEDS, threads);
    out.print(Zoo.table(found));
    return found.values().stream().allMatch(Optional::isPresent);
  }

  private static boolean replay(long seed, Scenario scenario, PrintStream out) {
    Run run = Run.of(seed, scenario, 0);
    if (run.failed()) {
      out.println(story(run));
    } else {
      out.println(run.verdict());
      run.report().ifPresent(out::println);
      out.println("faults: " + run.coverage().faults());
      out.println("coverage: " + run.coverage().states());
    }
    return !run.failed();
  }

  /** The story of the smallest run found that fails as {@code run} did. */
  static String story(Run run) {
    Run smallest = Minimizer.smallest(run);
    List<String> lines = smallest.story();
    List<String> told = lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size());
    return "the smallest run that fails like it: seed %d of %s%n%s%n%s%n%s"
        .formatted(
            smallest.seed(),
            smallest.scenario(),
            String.join("\n", told),
            smallest.verdict(),
            run.verdict());
  }
}
