package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real Prometheus finds in a real cluster all that the alerts and dashboards ask for. */
class ObservabilityIT {
  private static final Path CONFIGURATION =
      Repository.ROOT.resolve("observability").resolve("prometheus");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration TOOL = Duration.ofMinutes(1);
  private static final String JSON = "application/json";
  private static final int OBJECTS = 20;

  private static final Pattern TARGET = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern EXPRESSION = Pattern.compile("(?m)^\\s+expr: (.*)$");
  private static final Pattern SELECTOR =
      Pattern.compile("(?:hyperdex_[a-z_]+|\\bup\\b)(?:\\{[^}]*})?");

  /**
   * By service: the first main port of a default cluster, and how far from a main port health is.
   */
  private enum Service {
    COORDINATOR(1982, 2000),
    STORAGE(2012, 2000),
    GATEWAY(8080, 1);

    private final int firstPort;
    private final int managementOffset;

    Service(int firstPort, int managementOffset) {
      this.firstPort = firstPort;
      this.managementOffset = managementOffset;
    }
  }

  @Test
  void everyExpressionHasDataInAHealthyCluster(@TempDir Path folder) throws IOException {
    Path program = program("prometheus");
    try (RunningCluster cluster = RunningCluster.start(folder.resolve("data"))) {
      Map<Integer, Integer> ports = managementPorts(cluster.announcement());
      configure(folder, ports);
      cluster.send(
          "POST",
          "/v1/spaces",
          "text/plain",
          "space s key k attributes int v subspace v create 4 partitions tolerate 2 failures");
      try (Prometheus prometheus = Prometheus.start(program, folder)) {
        assertEveryProcessIsScraped(prometheus, ports.size());
        assertPanelsHaveData(prometheus, cluster);
        assertAlertsAreQuietForTheRightReason(prometheus);
        assertRulesRun(prometheus);
      }
    }
  }

  @Test
  void promtoolAcceptsTheConfigurationAndTheTestsOfTheRules() {
    Program promtool = Program.of(CONFIGURATION, program("promtool").toString());
    promtool.run(TOOL, "check", "config", "prometheus.yml");
    promtool.run(TOOL, "check", "rules", "rules.yml");
    promtool.run(TOOL, "test", "rules", "rules-test.yml");
  }

  private static Path program(String name) {
    Optional<Path> program = Program.find(name);
    assumeTrue(
        program.isPresent(),
        "there is no program '" + name + "' here; Debian's package 'prometheus' brings it");
    return program.orElseThrow();
  }

  /**
   * The management ports of a default cluster, and those that {@code announcement} says instead.
   */
  private static Map<Integer, Integer> managementPorts(JsonNode announcement) {
    Map<Integer, Integer> ports = new LinkedHashMap<>();
    for (JsonNode process : announcement.path("processes").values()) {
      Service service =
          Service.valueOf(process.path("service").asString().toUpperCase(Locale.ROOT));
      String address = process.path("address").asString();
      int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
      int usual = service.firstPort + process.path("number").asInt() - 1;
      ports.put(usual + service.managementOffset, port + service.managementOffset);
    }
    return ports;
  }

  /** Puts the configuration into {@code folder}, with other ports and less time between scrapes. */
  private static void configure(Path folder, Map<Integer, Integer> ports) throws IOException {
    String configuration = Files.readString(CONFIGURATION.resolve("prometheus.yml"));
    assertThat(targets(configuration)).containsExactlyElementsOf(new TreeSet<>(ports.keySet()));
    String here =
        TARGET
            .matcher(configuration)
            .replaceAll(target -> "127.0.0.1:" + ports.get(Integer.parseInt(target.group(1))))
            .replace("interval: 5s", "interval: 1s");
    Files.writeString(folder.resolve("prometheus.yml"), here);
    Files.copy(CONFIGURATION.resolve("rules.yml"), folder.resolve("rules.yml"));
  }

  private static Set<Integer> targets(String configuration) {
    Set<Integer> ports = new TreeSet<>();
    TARGET.matcher(configuration).results().forEach(r -> ports.add(Integer.parseInt(r.group(1))));
    return ports;
  }

  private static void assertEveryProcessIsScraped(Prometheus prometheus, int processes) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(prometheus.query("up")).hasSize(processes);
          assertThat(prometheus.query("up == 1")).hasSize(processes);
        });
  }

  private static void assertPanelsHaveData(Prometheus prometheus, RunningCluster cluster) {
    Map<String, String> waiting = new LinkedHashMap<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (JsonNode panel : dashboard.panels()) {
        for (String expression : Dashboard.expressions(panel)) {
          waiting.put(expression, panel.path("title").asString());
        }
      }
    }
    assertThat(waiting).isNotEmpty();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> {
          exercise(cluster);
          waiting.keySet().removeIf(expression -> hasNumber(prometheus.query(expression)));
          assertThat(waiting).as("expressions without data, and their panels").isEmpty();
        });
  }

  /** Whether there is a series that is not just the mean of nothing. */
  private static boolean hasNumber(List<JsonNode> series) {
    return series.stream().anyMatch(each -> !each.path("value").path(1).asString().equals("NaN"));
  }

  private static void exercise(RunningCluster cluster) {
    for (int i = 0; i < OBJECTS; i++) {
      String path = "/v1/spaces/s/objects/" + i;
      assertThat(cluster.send("PUT", path, JSON, "{\"v\": " + i + "}").statusCode())
          .isBetween(200, 201);
      assertThat(cluster.send("GET", path, JSON, "").statusCode()).isEqualTo(200);
    }
    assertThat(cluster.send("POST", "/v1/spaces/s/search", JSON, "{}").statusCode()).isEqualTo(200);
  }

  /** An alert's expression is empty when all is well; the metrics it speaks of must exist. */
  private static void assertAlertsAreQuietForTheRightReason(Prometheus prometheus)
      throws IOException {
    List<String> expressions =
        EXPRESSION
            .matcher(Files.readString(CONFIGURATION.resolve("rules.yml")))
            .results()
            .map(result -> result.group(1))
            .toList();
    assertThat(expressions).isNotEmpty();
    for (String expression : expressions) {
      assertThat(prometheus.query(expression)).as(expression).isEmpty();
      List<String> selectors = new ArrayList<>();
      SELECTOR.matcher(expression).results().map(MatchResult::group).forEach(selectors::add);
      assertThat(selectors).as(expression).isNotEmpty();
      for (String selector : selectors) {
        assertThat(prometheus.query(selector)).as(selector).isNotEmpty();
      }
    }
  }

  private static void assertRulesRun(Prometheus prometheus) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          JsonNode groups = prometheus.api("rules").path("groups");
          assertThat(groups.values()).isNotEmpty();
          for (JsonNode group : groups.values()) {
            for (JsonNode rule : group.path("rules").values()) {
              assertThat(rule.path("health").asString()).as(rule.toString()).isEqualTo("ok");
              assertThat(rule.path("state").asString()).as(rule.toString()).isEqualTo("inactive");
            }
          }
        });
  }
}
