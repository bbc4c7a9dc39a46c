package org.hyperdex.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
 * --clients N --strands N --operations N --faults KILL=1,BROKEN_LINK=2
 *                        less, or more, than the scenario has of them; "none" for no faults
 * --threads N            how many seeds at a time; as many as there are processors if not given
 * </pre>
 */
public final class Replay {
  private static final int ZOO_SEEDS = 1_000;

  private final List<String> words;

  private Replay(List<String> words) {
    this.words = new ArrayList<>(words);
  }

  /** The command that replays {@code run}: its seed, scenario, bug, and whatever is less in it. */
  static String command(Run run) {
    Scenario scenario = run.scenario();
    Scenario whole = Scenario.named(scenario.name());
    StringBuilder command = new StringBuilder("bin/simulate --replay " + run.seed());
    command.append(" --scenario ").append(scenario.name());
    if (scenario.bug() != PlantedBug.NONE) {
      command.append(" --bug ").append(scenario.bug());
    }
    if (scenario.clients() != whole.clients()) {
      command.append(" --clients ").append(scenario.clients());
    }
    if (scenario.strands() != whole.strands()) {
      command.append(" --strands ").append(scenario.strands());
    }
    if (scenario.operations() != whole.operations()) {
      command.append(" --operations ").append(scenario.operations());
    }
    if (!scenario.faults().equals(whole.faults())) {
      command.append(" --faults ").append(faults(scenario));
    }
    return command.toString();
  }

  private static String faults(Scenario scenario) {
    return scenario.hasFaults()
        ? scenario.faults().entrySet().stream()
            .map(fault -> fault.getKey() + "=" + fault.getValue())
            .collect(Collectors.joining(","))
        : "none";
  }

  private Scenario scenario() {
    Scenario whole =
        Scenario.named(option("--scenario").orElse("faulty"))
            .with(PlantedBug.named(option("--bug").orElse("none")));
    Scenario chosen =
        whole.with(
            number("--clients", whole.clients()),
            number("--strands", whole.strands()),
            number("--operations", whole.operations()));
    Optional<String> faults = option("--faults");
    if (faults.isPresent()) {
      chosen = chosen.withoutFaults();
      for (String fault :
          faults.get().equals("none") ? new String[0] : faults.get().split(",", -1)) {
        String[] parts = fault.split("=", 2);
        chosen = chosen.with(Fault.valueOf(parts[0]), Integer.parseInt(parts[1]));
      }
    }
    return chosen;
  }

  private int number(String name, int otherwise) {
    return option(name).map(Integer::parseInt).orElse(otherwise);
  }

  /** See the class comment; exits with 1 if a seed fails, or a bug is not found. */
  @SuppressWarnings("SystemOut") // A program for the terminal.
  public static void main(String[] arguments) {
    boolean holds = run(List.of(arguments), System.out);
    if (!holds) {
      System.exit(1);
    }
  }

  /** Does what {@code words} say; false if a seed fails, or a bug is not found. */
  static boolean run(List<String> words, PrintStream out) {
    return new Replay(words).run(out);
  }

  private Optional<String> option(String name) {
    int at = words.indexOf(name);
    return at < 0 || at + 1 >= words.size() ? Optional.empty() : Optional.of(words.get(at + 1));
  }

  private boolean run(PrintStream out) {
    Scenario scenario = scenario();
    int threads = number("--threads", Runtime.getRuntime().availableProcessors());
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
    out.println("kinds of operations that never came up in any: " + coverage.kinds().missing());
    return holds
        && coverage.missing().isEmpty()
        && coverage.missingTransitions().isEmpty()
        && coverage.kinds().missing().isEmpty();
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
      out.println("kinds of operations: " + run.coverage().kinds().counts());
    }
    return !run.failed();
  }

  /** How {@code run} fails, and the story of the smallest run found that fails as it did. */
  static String story(Run run) {
    Run smallest = Minimizer.smallest(run);
    return "%s%nthe smallest run found in which that check fails:%n%s%n%s"
        .formatted(run.verdict(), smallest.verdict(), String.join("\n", smallest.story()));
  }
}
