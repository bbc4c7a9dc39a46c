package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each dashboard can be imported into any Grafana, and says what it shows. */
class DashboardIT {
  private static final String DATA_SOURCE = "${datasource}";
  private static final int COLUMNS = 24;
  private static final Set<String> TYPES = Set.of("stat", "timeseries");

  /** Of Grafana's identifiers of units those that mean something for what HyperDex measures. */
  private static final Set<String> UNITS =
      Set.of("short", "s", "bytes", "Bps", "ops", "reqps", "percentunit", "cps");

  /** A row that spans the dashboard is of this height. */
  private static final int ROW_HEIGHT = 1;

  static Stream<Dashboard> dashboards() {
    List<Dashboard> dashboards = Dashboard.all();
    assertThat(dashboards).isNotEmpty();
    return dashboards.stream();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dataSourceIsChosenByAVariable(Dashboard dashboard) {
    JsonNode variable = dashboard.json().path("templating").path("list").path(0);
    assertThat(variable.path("name").asString()).isEqualTo("datasource");
    assertThat(variable.path("type").asString()).isEqualTo("datasource");
    assertThat(variable.path("query").asString()).isEqualTo("prometheus");
    for (JsonNode panel : dashboard.panels()) {
      assertThat(panel.at("/datasource/uid").asString()).as(title(panel)).isEqualTo(DATA_SOURCE);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void identifiersAreUnique(Dashboard dashboard) {
    assertThat(dashboard.json().path("uid").asString()).isNotBlank();
    assertThat(dashboard.elements())
        .extracting(panel -> panel.path("id").asInt())
        .doesNotHaveDuplicates()
        .allMatch(id -> id > 0);
    for (JsonNode panel : dashboard.panels()) {
      assertThat(panel.path("targets").values())
          .as(title(panel))
          .isNotEmpty()
          .extracting(target -> target.path("refId").asString())
          .doesNotHaveDuplicates()
          .doesNotContain("");
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsAndInWhichUnit(Dashboard dashboard) {
    for (JsonNode panel : dashboard.panels()) {
      assertThat(title(panel)).isNotBlank();
      assertThat(panel.path("type").asString()).as(title(panel)).isIn(TYPES);
      assertThat(panel.path("description").asString()).as(title(panel)).hasSizeGreaterThan(20);
      assertThat(panel.at("/fieldConfig/defaults/unit").asString()).as(title(panel)).isIn(UNITS);
      for (JsonNode target : panel.path("targets").values()) {
        assertThat(target.path("legendFormat").asString()).as(title(panel)).isNotBlank();
      }
    }
    assertThat(dashboard.panels()).extracting(DashboardIT::title).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void noPanelCoversAnother(Dashboard dashboard) {
    List<String> cells =
        dashboard.elements().stream().flatMap(DashboardIT::cells).sorted().toList();
    assertThat(cells).doesNotHaveDuplicates();
  }

  private static Stream<String> cells(JsonNode panel) {
    JsonNode position = panel.path("gridPos");
    int left = position.path("x").asInt();
    int top = position.path("y").asInt();
    int width = position.path("w").asInt();
    int height = position.path("h").asInt();
    assertThat(width).as(title(panel)).isBetween(1, COLUMNS - left);
    assertThat(height).as(title(panel)).isGreaterThanOrEqualTo(ROW_HEIGHT);
    return IntStream.range(left, left + width)
        .boxed()
        .flatMap(x -> IntStream.range(top, top + height).mapToObj(y -> x + "," + y));
  }

  private static String title(JsonNode panel) {
    return panel.path("title").asString();
  }
}
