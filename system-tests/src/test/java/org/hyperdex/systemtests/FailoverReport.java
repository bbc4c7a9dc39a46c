package org.hyperdex.systemtests;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets storage servers and coordinators fail under a steady application, and prints in Markdown how
 * long it was kept waiting, whether anything was wrong with what it learned, and what a server is
 * sent that was away.
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
    Optional<Absence> absence = Optional.empty();
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
          absence = Optional.of(series.stayAway(Duration.ofSeconds(away)));
        }
      }
    }
    System.out.printf(
        "%d coordinators, %d storage servers, 3 replicas, defaults; %d processors, load %.1f"
            + " before; seed %d.%n%n",
        COORDINATORS, SERVERS, Runtime.getRuntime().availableProcessors(), loadBefore, seed);
    print(series);
    absence.ifPresent(FailoverReport::print);
    if (!series.nothingWrong()) {
      System.out.println("\n**Wrong**; the data and the logs are in " + data);
      System.exit(1);
    }
    Folders.delete(data);
    List<String> missed = missedGoals(series, absence);
    missed.forEach(goal -> System.out.println("\n**Missed:** " + goal));
    if (!missed.isEmpty()) {
      System.exit(2);
    }
    System.out.println("\nAll goals are met.");
  }

  private static int argument(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(FailoverSeries series) {
    System.out.println("| longest wait of a thread, ms | " + Distribution.HEADER);
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
    System.out.println("| kill -9 of a storage server | " + series.serverKills);
    System.out.println("| kill -9 of the leading coordinator | " + series.leaderKills);
    System.out.println("| STOP of a storage server | " + series.stops);
    System.out.println("| between failures, while servers return | " + series.between);
    System.out.println("| 3 replicas, from the kill | " + series.redundantAfterKill);
    System.out.println("| 3 replicas, from the return | " + series.redundantAfterReturn);
    System.out.println("| even load, from the return | " + series.balancedAfterReturn);
    System.out.println();
    List<Long> bytes = series.bytesReceived.stream().sorted().toList();
    if (!bytes.isEmpty()) {
      System.out.printf(
          "Bytes a server received after its return: median %d, most %d.%n",
          bytes.get(bytes.size() / 2), bytes.getLast());
    }
    System.out.printf(
        "Writes %d, errors %d, lost %d, applied twice %d, findings of the checks %d.%n",
        series.writes,
        series.errors.size(),
        series.lost.size(),
        series.doubled,
        series.findings.size());
    Stream.of(series.errors, series.lost, series.findings)
        .flatMap(wrong -> wrong.stream().limit(10))
        .map(wrong -> "- " + wrong)
        .forEach(System.out::println);
  }

  private static void print(Absence absence) {
    System.out.println("\n" + Absence.HEADER);
    System.out.println(absence);
  }

  private static List<String> missedGoals(FailoverSeries series, Optional<Absence> absence) {
    List<String> missed = new ArrayList<>();
    require("median wait after kill -9", series.serverKills.quantile(0.5), KILL_MEDIAN, missed);
    require("99% of waits after kill -9", series.serverKills.quantile(0.99), KILL_99, missed);
    require("longest wait after kill -9", series.serverKills.longest(), KILL_MAX, missed);
    require("99% of waits after STOP", series.stops.quantile(0.99), STOP_99, missed);
    absence
        .filter(found -> !found.inProportion())
        .ifPresent(found ->
            missed.add(
                "a server that returns is sent at most a tenth of what it holds, not %d of %d bytes"
                    .formatted(found.transferred(), found.held())));
    return missed;
  }

  private static void require(String what, Duration found, Duration most, List<String> missed) {
    if (found.compareTo(most) > 0) {
      missed.add("%s is at most %d ms, not %d".formatted(what, most.toMillis(), found.toMillis()));
    }
  }
}
