package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Many seeds of one scenario, on some threads. */
public final class Sweep {
  /** Of what was never passed a report names each, unless there are so many of them. */
  private static final int MOST_TOLD = 30;

  private final Scenario scenario;
  private final Coverage coverage = new Coverage();
  private final Map<Long, Run> failed = new TreeMap<>();
  private long seeds;
  private long events;
  private long operations;
  private long nanos;

  private Sweep(Scenario scenario) {
    this.scenario = scenario;
  }

  /** Runs {@code count} seeds from {@code first}. */
  public static Sweep of(Scenario scenario, long first, long count, int threads) {
    return of(scenario, first, count, threads, _ -> true);
  }

  /** Runs {@code count} seeds from {@code first}, until a run is not {@code wanted} any more. */
  public static Sweep of(
      Scenario scenario, long first, long count, int threads, Predicate<Sweep> goesOn) {
    Sweep sweep = new Sweep(scenario);
    long began = System.nanoTime();
    AtomicLong next = new AtomicLong(first);
    inParallel(
        threads,
        () -> {
          long seed = next.getAndIncrement();
          while (seed < first + count && sweep.goesOn(goesOn)) {
            sweep.add(Run.of(seed, scenario, 0));
            seed = next.getAndIncrement();
          }
        });
    sweep.nanos = System.nanoTime() - began;
    return sweep;
  }

  /** Runs {@code work} on each of {@code threads} threads and waits for all of them. */
  static void inParallel(int threads, Runnable work) {
    CountDownLatch running = new CountDownLatch(threads);
    List<Throwable> problems = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread.ofPlatform()
          .name("seeds-" + i)
          .daemon()
          .start(() -> {
            try {
              work.run();
            } catch (RuntimeException | Error e) {
              synchronized (problems) {
                problems.add(e);
              }
            } finally {
              running.countDown();
            }
          });
    }
    try {
      running.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    synchronized (problems) {
      if (!problems.isEmpty()) {
        throw new IllegalStateException("a run cannot be carried out", problems.getFirst());
      }
    }
  }

  private synchronized boolean goesOn(Predicate<Sweep> condition) {
    return condition.test(this);
  }

  private synchronized void add(Run run) {
    seeds++;
    coverage.add(run.coverage());
    run.report()
        .ifPresent(report -> {
          events += report.events();
          operations += report.begun();
        });
    if (run.failed()) {
      failed.put(run.seed(), run);
    }
  }

  /** The runs that failed, by their seeds. */
  public Map<Long, Run> failed() {
    return failed;
  }

  /** What came up in all runs. */
  public Coverage coverage() {
    return coverage;
  }

  /** How many runs there were. */
  public long seeds() {
    return seeds;
  }

  /** How long they took. */
  public long nanos() {
    return nanos;
  }

  /** How often each check failed. */
  public Map<String, Integer> failures() {
    Map<String, Integer> failures = new TreeMap<>();
    failed.values().forEach(run -> failures.merge(run.check(), 1, Integer::sum));
    return failures;
  }

  /** For people: what was run, how fast, what went wrong by intent, and every seed that fails. */
  public String report() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d seeds of %s%s: %.1f seeds/s, %d events, %d operations checked%n"
            .formatted(
                seeds,
                scenario.name(),
                scenario.bug() == PlantedBug.NONE ? "" : " with " + scenario.bug(),
                seeds * 1e9 / nanos,
                events,
                operations));
    text.append("faults: %s%n".formatted(coverage.faults()));
    text.append("coverage: %s%n".formatted(coverage.states()));
    text.append("never came up: %s%n".formatted(coverage.missing()));
    Collection<String> missing = coverage.missingTransitions();
    text.append(
        "transitions never passed: %s%n"
            .formatted(missing.size() > MOST_TOLD ? missing.size() : missing));
    if (scenario.work().isAboutKinds()) {
      text.append("kinds of operations: %s%n".formatted(coverage.kinds().counts()));
      text.append("kinds that never came up: %s%n".formatted(coverage.kinds().missing()));
    }
    text.append("failures: %s%n".formatted(failures()));
    failed.values().forEach(run -> text.append(run.verdict()).append(System.lineSeparator()));
    return text.toString();
  }
}
