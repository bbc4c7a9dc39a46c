package org.hyperdex.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hyperdex.client.json.JsonValues;
import tools.jackson.databind.JsonNode;

/**
 * A dashboard of Grafana, as it is kept in a file.
 *
 * @param file where
 * @param json what it says
 */
record Dashboard(Path file, JsonNode json) {
  private static final Path FOLDER =
      Repository.ROOT.resolve("observability").resolve("grafana").resolve("dashboards");

  /** All there are. */
  static List<Dashboard> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Dashboard::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dashboard read(Path file) {
    try {
      return new Dashboard(
          file, JsonValues.parse(file.getFileName().toString(), Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything on it, rows too. */
  List<JsonNode> elements() {
    return json.path("panels").values().stream().toList();
  }

  /** What shows something. */
  List<JsonNode> panels() {
    return elements().stream()
        .filter(panel -> !panel.path("type").asString().equals("row"))
        .toList();
  }

  /** The expressions of {@code panel}, as Grafana sends them for a short range of time. */
  static List<String> expressions(JsonNode panel) {
    return panel.path("targets").values().stream()
        .map(target -> target.path("expr").asString().replace("$__rate_interval", "1m"))
        .toList();
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
