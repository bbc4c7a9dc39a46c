package org.hyperdex.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.hyperdex.client.HyperDexClient;

/**
 * Kills storage servers one after the other under a steady application, and prints how long it was
 * kept waiting each time. Each server returns and is whole again before the next one dies.
 */
final class FailoverReport {
  private static final Duration WHOLE = Duration.ofSeconds(90);
  private static final int WRITERS = 4;
  private static final int SERVERS = 3;

  private FailoverReport() {}

  /** What happened in a series of kills. */
  record Outcome(List<Duration> outages, List<Duration> repairs, long writes, List<String> wrong) {}

  /** Kills {@code kills} times. */
  static Outcome measure(ProcessCluster cluster, int kills, long seed) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Duration> outages = new ArrayList<>();
    List<Duration> repairs = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try (HyperDexClient client = cluster.client();
        SteadyWriter writer = new SteadyWriter(client, WRITERS)) {
      for (int kill = 0; kill < kills; kill++) {
        writer.awaitWrites(40);
        Duration calm = writer.takeLongestWait();
        int victim = random.nextInt(SERVERS);
        cluster.killServer(victim);
        // Every thread has come through each of its objects: none waits any longer.
        writer.awaitWrites(40);
        outages.add(writer.takeLongestWait());
        long began = System.nanoTime();
        cluster.startServer(victim);
        cluster.awaitWhole(client, SteadyWriter.SPACE_NAME, SERVERS, WHOLE);
        repairs.add(Duration.ofNanos(System.nanoTime() - began));
        System.out.printf(
            "kill %d of %d: server %d, waited %d ms (before: %d ms); whole %d ms after its start%n",
            kill + 1,
            kills,
            victim,
            outages.getLast().toMillis(),
            calm.toMillis(),
            repairs.getLast().toMillis());
      }
      writer.stop();
      wrong.addAll(writer.failures());
      wrong.addAll(writer.lost());
      return new Outcome(outages, repairs, writer.writes(), wrong);
    }
  }

  private static String distribution(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    return "median %d ms, 90%% %d ms, max %d ms"
        .formatted(
            sorted.get(sorted.size() / 2).toMillis(),
            sorted.get((int) (sorted.size() * 0.9)).toMillis(),
            sorted.getLast().toMillis());
  }

  /** The first argument: how many kills. */
  public static void main(String[] arguments) throws Exception {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    int coordinators = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    Path data = Files.createTempDirectory("hyperdex-failover");
    Outcome outcome;
    try (ProcessCluster cluster = ProcessCluster.start(data, coordinators, SERVERS)) {
      try (HyperDexClient client = cluster.client()) {
        cluster.awaitServers(client, SERVERS);
        client.admin().addSpace(SteadyWriter.SPACE);
        cluster.awaitWhole(client, SteadyWriter.SPACE_NAME, SERVERS, WHOLE);
      }
      outcome = measure(cluster, kills, 1);
    }
    System.out.println("kills                 " + kills + " (kill -9 of one of 3 storage servers)");
    System.out.println("writes                " + outcome.writes());
    System.out.println("longest wait          " + distribution(outcome.outages()));
    System.out.println("whole after restart   " + distribution(outcome.repairs()));
    System.out.println("failures and losses   " + outcome.wrong().size());
    outcome.wrong().stream().limit(20).forEach(System.out::println);
    if (!outcome.wrong().isEmpty()) {
      System.exit(1);
    }
    delete(data);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
