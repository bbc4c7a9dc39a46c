package org.hyperdex.simulation;

import java.util.List;
import java.util.Optional;

/**
 * How the run of one seed went.
 *
 * @param seed the seed
 * @param scenario what was run
 * @param check the name of the check that failed; empty if none did
 * @param what what it says
 * @param story the lines of the run's trace that tell of the failure; none if it holds
 * @param coverage what came up
 * @param report what the run was, if it was judged to the end
 */
public record Run(
    long seed,
    Scenario scenario,
    String check,
    String what,
    List<String> story,
    Coverage coverage,
    Optional<Simulation.Report> report) {
  /** The name of the check that the core's own assertions are. */
  public static final String ASSERTION = "assertion";

  /**
   * Runs {@code seed}; never throws because of what the run finds.
   *
   * @param storyLines how many of the trace's last lines the story is chosen from
   */
  public static Run of(long seed, Scenario scenario, int storyLines) {
    Simulation simulation = new Simulation(seed, scenario, storyLines);
    String check = "";
    String what = "";
    Optional<Simulation.Report> report = Optional.empty();
    List<String> story = List.of();
    try {
      report = Optional.of(simulation.run());
    } catch (Violation violation) {
      check = violation.check();
      what = String.valueOf(violation.getMessage());
      story = Excerpt.of(simulation.story(), violation);
    } catch (RuntimeException e) {
      // What the core, or a wrong message in it, runs into: it has assertions of its own.
      check = ASSERTION;
      what = e + " at " + List.of(e.getStackTrace()).stream().limit(4).toList();
      story = Excerpt.of(simulation.story());
    }
    return new Run(seed, scenario, check, what, story, simulation.coverage(), report);
  }

  /** Whether a check failed. */
  public boolean failed() {
    return !check.isEmpty();
  }

  /** One line: what failed and how to see it again. */
  public String verdict() {
    return failed()
        ? "seed " + seed + " fails, " + what + "\n  " + Replay.command(this)
        : "seed " + seed + " holds";
  }
}
