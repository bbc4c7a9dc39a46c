package org.hyperdex.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.Value;

/**
 * Runs all workloads against one storage server, {@code tolerate 0 failures}, and prints one table.
 *
 * <p>Arguments, each {@code name=value}: {@code objects} (100000), {@code operations} of each
 * workload and round (100000), {@code windows} (1,16,64,256), {@code rounds} (3), {@code
 * durability} (os), {@code gc} (ParallelGC), {@code warmup} operations before the first round
 * (200000).
 */
public final class BenchmarkCommand {
  private static final long SEED = 42;

  /** Searches scan in this version: many at once take long. */
  private static final Duration LONGEST_SEARCH = Duration.ofMinutes(2);

  /** How long the processes may take to start. */
  private static final Duration START = Duration.ofMinutes(1);

  private final long objects;
  private final long operations;
  private final long warmup;
  private final List<Integer> windows;
  private final int rounds;
  private final String durability;
  private final String collector;
  private final Map<String, Series> table = new LinkedHashMap<>();

  private BenchmarkCommand(Map<String, String> arguments) {
    objects = Long.parseLong(arguments.getOrDefault("objects", "100000"));
    operations = Long.parseLong(arguments.getOrDefault("operations", "100000"));
    warmup = Long.parseLong(arguments.getOrDefault("warmup", "200000"));
    rounds = Integer.parseInt(arguments.getOrDefault("rounds", "3"));
    durability = arguments.getOrDefault("durability", "os");
    collector = arguments.getOrDefault("gc", "ParallelGC");
    windows =
        List.of(arguments.getOrDefault("windows", "1,16,64,256").split(",", -1)).stream()
            .map(Integer::valueOf)
            .toList();
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> named = new LinkedHashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length != 2) {
        System.err.println("expected name=value, found " + argument);
        System.exit(2);
      }
      named.put(parts[0], parts[1]);
    }
    new BenchmarkCommand(named).run();
  }

  private void run() throws Exception {
    List<String> flags = List.of("-Xms512m", "-Xmx1g", "-XX:+Use" + collector);
    try (Processes processes = new Processes(durability, flags);
        HyperDexClient client =
            HyperDexClient.connect(
                ClientOptions.builder()
                    .coordinators(processes.coordinators())
                    .adminTimeout(START)
                    .build());
        RocksAlone rocks = new RocksAlone()) {
      client.admin().addSpace(Rows.description(false));
      client.admin().addSpace(Rows.description(true));
      Bench bench = new Bench(client, processes);
      say("loading " + objects + " objects, then warming up");
      bench.load();
      rocks.put(objects, objects, 64);
      bench.warmUp();
      for (int round = 1; round <= rounds; round++) {
        for (int window : windows) {
          say("round " + round + " of " + rounds + ", window " + window);
          series("rocksdb alone: put", window).add(rocks.put(objects, operations, window));
          bench.measure("put", window, bench::put);
          series("rocksdb alone: get", window).add(rocks.get(objects, operations));
          bench.measure("get", window, bench::get);
          bench.measure("50/50 get/put", window, bench::mixed);
          bench.measureSearch(window);
        }
      }
    }
    print();
  }

  private Series series(String workload, int window) {
    return table.computeIfAbsent(workload + " | " + window, _ -> new Series(workload, window));
  }

  private static void say(String progress) {
    System.err.println(progress);
  }

  private void print() {
    System.out.printf(
        "%,d objects of %d x %d bytes, durability=%s, collector %s, %d rounds of %,d operations%n%n",
        objects, Rows.ATTRIBUTES, Rows.VALUE_BYTES, durability, collector, rounds, operations);
    System.out.println(
        "| workload | W | ops/s median (min .. max) | p50 ms | p99 ms | client us CPU/op |"
            + " server us CPU/op |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    table.values().forEach(series -> System.out.println(series.line()));
  }

  /** The figures of one workload at one window, over all rounds. */
  private static final class Series {
    private final String workload;
    private final int window;
    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> p50Millis = new ArrayList<>();
    private final List<Double> p99Millis = new ArrayList<>();
    private final List<Double> clientMicros = new ArrayList<>();
    private final List<Double> serverMicros = new ArrayList<>();

    private Series(String workload, int window) {
      this.workload = workload;
      this.window = window;
    }

    private void add(double operationsPerSecond) {
      perSecond.add(operationsPerSecond);
    }

    private void add(ClosedLoop.Result result, long clientNanos, long serverNanos) {
      perSecond.add(result.perSecond());
      p50Millis.add(result.latencies().getValueAtPercentile(50) / 1e6);
      p99Millis.add(result.latencies().getValueAtPercentile(99) / 1e6);
      clientMicros.add(clientNanos / 1e3 / result.operations());
      serverMicros.add(serverNanos / 1e3 / result.operations());
    }

    private String line() {
      List<Double> sorted = perSecond.stream().sorted().toList();
      return "| %s | %d | %,.0f (%,.0f .. %,.0f) | %s | %s | %s | %s |"
          .formatted(
              workload,
              window,
              median(perSecond),
              sorted.getFirst(),
              sorted.getLast(),
              cell(p50Millis, "%.2f"),
              cell(p99Millis, "%.2f"),
              cell(clientMicros, "%.1f"),
              cell(serverMicros, "%.1f"));
    }

    private static String cell(List<Double> values, String format) {
      return values.isEmpty() ? "" : format.formatted(median(values));
    }

    private static double median(List<Double> values) {
      return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
  }

  /** The workloads against the cluster. */
  private final class Bench {
    private final HyperDexClient client;
    private final CpuMeter clientCpu = new CpuMeter(List.of(ProcessHandle.current()));
    private final CpuMeter serverCpu;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private Bench(HyperDexClient client, Processes processes) {
      this.client = client;
      this.serverCpu = new CpuMeter(List.of(processes.storage()));
    }

    private void load() {
      measure("load", 64, objects, i -> put(i, SEED));
      measure("load, searchable", 64, objects, this::putSearchable);
    }

    private void warmUp() {
      ClosedLoop.run(64, warmup, this::put);
      ClosedLoop.run(64, warmup, this::get);
    }

    private CompletableFuture<?> put(long i) {
      return put(random.nextLong(objects), i);
    }

    private CompletableFuture<?> put(long key, long seed) {
      return client.write(
          Rows.SPACE, Rows.key(key), WriteOperation.put(Rows.values(key, seed, false)));
    }

    private CompletableFuture<?> putSearchable(long i) {
      return client.write(
          Rows.SEARCHED_SPACE, Rows.key(i), WriteOperation.put(Rows.values(i, SEED, true)));
    }

    private CompletableFuture<?> get(long i) {
      return client
          .get(Rows.SPACE, Rows.key(random.nextLong(objects)))
          .thenApply(found -> found.orElseThrow());
    }

    private CompletableFuture<?> mixed(long i) {
      return i % 2 == 0 ? get(i) : put(i);
    }

    private void measure(
        String workload, int window, LongFunction<CompletableFuture<?>> operation) {
      long count = Math.min(operations, Math.max(1_000, operations * window / 16));
      measure(workload, window, count, operation);
    }

    private void measure(
        String workload, int window, long count, LongFunction<CompletableFuture<?>> operation) {
      long clientBefore = clientCpu.nanos();
      long serverBefore = serverCpu.nanos();
      ClosedLoop.Result result = ClosedLoop.run(window, count, operation);
      series(workload, window)
          .add(result, clientCpu.nanos() - clientBefore, serverCpu.nanos() - serverBefore);
    }

    /** Equality searches, each over one group of rows. */
    private void measureSearch(int window) {
      long searches = Math.max(20, operations / 5_000);
      measure(
          "search by equality, " + Rows.GROUP_SIZE + " rows",
          window,
          searches,
          _ ->
              CompletableFuture.runAsync(
                  () -> search(random.nextLong(objects / Rows.GROUP_SIZE)),
                  task -> Thread.ofVirtual().start(task)));
    }

    private void search(long group) {
      try (SearchStream found =
          client.search(
              Rows.SEARCHED_SPACE,
              Condition.equal("grp", new Value.Int(group)),
              CallOptions.timeout(LONGEST_SEARCH))) {
        long rows = 0;
        while (found.hasNext()) {
          found.next();
          rows++;
        }
        if (rows != Rows.GROUP_SIZE) {
          throw new IllegalStateException("found " + rows + " rows of group " + group);
        }
      }
    }
  }
}
