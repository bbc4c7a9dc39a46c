package org.hyperdex.core.query;

import java.util.concurrent.TimeUnit;
import java.util.function.LongToIntFunction;

/**
 * A test of many seeds. {@code -Dplans.searches} and {@code -Dplans.seed} say how many searches
 * there are and where the seeds begin; a line now and then tells how far it is; and what fails says
 * how it is repeated.
 */
public final class SeedRun {
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Class<?> test;
  private final String module;
  private final int perSeed;
  private final boolean whole;
  private final long firstSeed = Long.getLong("plans.seed", 0);
  private final int seeds;
  private final long begunNanos = System.nanoTime();
  private long toldNanos = begunNanos;
  private long searches;
  private long matches;

  /**
   * Has not begun.
   *
   * @param module where {@code test} is
   * @param ordinary how many searches there are unless a property says so
   * @param perSeed how many of them each seed makes
   */
  public SeedRun(Class<?> test, String module, int ordinary, int perSeed) {
    this.test = test;
    this.module = module;
    this.perSeed = perSeed;
    int wanted = Integer.getInteger("plans.searches", ordinary);
    whole = wanted >= ordinary;
    seeds = Math.ceilDiv(wanted, perSeed);
  }

  /** Hands each seed to {@code search}, which answers how many matches its searches had. */
  public void run(LongToIntFunction search) {
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      try {
        matches += search.applyAsInt(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed %d; to repeat it: %s%n%s".formatted(seed, command(seed), e.getMessage()), e);
      }
      searches += perSeed;
      if (System.nanoTime() - toldNanos > LINE_NANOS) {
        toldNanos = System.nanoTime();
        tell(this.toString());
      }
    }
  }

  private String command(long seed) {
    return "./mvnw test -pl %s -am -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false"
            .formatted(module, test.getSimpleName())
        + " -Dplans.seed=%d -Dplans.searches=%d".formatted(seed, perSeed);
  }

  /** Prints a line on what the run has gone through. */
  @SuppressWarnings("SystemOut") // Somebody waits for it.
  public void tell(String line) {
    System.out.println(line);
  }

  /** Whether there were as many searches as there ordinarily are: fewer cannot show every kind. */
  public boolean isWhole() {
    return whole;
  }

  /** How many searches there were. */
  public long searches() {
    return searches;
  }

  /** How many matches they had. */
  public long matches() {
    return matches;
  }

  @Override
  public String toString() {
    double seconds = (System.nanoTime() - begunNanos) / 1e9;
    return "%d searches, %d matches, %.0f searches/s"
        .formatted(searches, matches, searches / seconds);
  }
}
