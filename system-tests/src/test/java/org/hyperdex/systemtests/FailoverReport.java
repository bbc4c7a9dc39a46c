package org.hyperdex.systemtests;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets storage servers and coordinators fail under a steady application, and prints how long it was
 * kept waiting and whether anything was wrong with what it learned.
 */
final class FailoverReport {
  private static final int COORDINATORS = 3;
  private static final int SERVERS = 4;
  private static final Duration KILL_MEDIAN = Duration.ofMillis(300);
  private static final Duration KILL_99 = Duration.ofSeconds(1);
  private static final Duration KILL_MAX = Duration.ofSeconds(3);
  private static final Duration STOP_99 = Duration.ofSeconds(3);

  private FailoverReport() {}

  /** See {@code benchmarks/failover}. */
  public static void main(String[] arguments) throws Exception {
    int kills = argument(arguments, 0, 100);
    int leaderKills = argument(arguments, 1, 30);
    int stops = argument(arguments, 2, 10);
    int away = argument(arguments, 3, 60);
    long seed = argument(arguments, 4, 1);
    Path data = Files.createTempDirectory("hyperdex-failover");
    double loadBefore = load();
    FailoverSeries series;
    String absence = "";
    try (ProcessCluster cluster = ProcessCluster.start(data, COORDINATORS, SERVERS)) {
      series = new FailoverSeries(cluster, SERVERS, seed);
      try (series) {
        for (int i = 0; i < kills; i++) {
          series.killServer();
        }
        for (int i = 0; i < leaderKills; i++) {
          series.killLeader();
        }
        for (int i = 0; i < stops; i++) {
          series.stopServer();
        }
        if (away > 0) {
          absence = series.stayAway(Duration.ofSeconds(away));
        }
      }
    }
    System.out.printf(
        "%n%d coordinators, %d storage servers, 3 replicas, defaults; %d processors, load %.1f"
            + " before%n",
        COORDINATORS, SERVERS, Runtime.getRuntime().availableProcessors(), loadBefore);
    print(series);
    System.out.println(absence);
    if (!series.nothingWrong()) {
      System.out.println("WRONG; the data and the logs are in " + data);
      System.exit(1);
    }
    delete(data);
    if (!withinGoals(series)) {
      System.out.println("not within the goals");
      System.exit(2);
    }
  }

  private static int argument(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(FailoverSeries series) {
    System.out.println("longest wait of a thread, ms | " + Distribution.HEADER);
    System.out.println("kill -9 of a storage server  | " + series.serverKills);
    System.out.println("kill -9 of the leader        | " + series.leaderKills);
    System.out.println("STOP of a storage server     | " + series.stops);
    System.out.println("3 replicas, from the kill    | " + series.redundantAfterKill);
    System.out.println("3 replicas, from the return  | " + series.redundantAfterReturn);
    System.out.println("even load, from the return   | " + series.balancedAfterReturn);
    List<Long> bytes = series.bytesReceived.stream().sorted().toList();
    if (!bytes.isEmpty()) {
      System.out.printf(
          "bytes a server received after its return: median %d, most %d%n",
          bytes.get(bytes.size() / 2), bytes.getLast());
    }
    System.out.printf(
        "writes %d, errors %d, lost %d, applied twice %d, findings of the checks %d%n",
        series.writes,
        series.errors.size(),
        series.lost.size(),
        series.doubled,
        series.findings.size());
    Stream.of(series.errors, series.lost, series.findings)
        .flatMap(wrong -> wrong.stream().limit(10))
        .forEach(System.out::println);
  }

  private static boolean withinGoals(FailoverSeries series) {
    return series.serverKills.quantile(0.5).compareTo(KILL_MEDIAN) <= 0
        && series.serverKills.quantile(0.99).compareTo(KILL_99) <= 0
        && series.serverKills.longest().compareTo(KILL_MAX) <= 0
        && series.stops.quantile(0.99).compareTo(STOP_99) <= 0;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
