package org.hyperdex.core.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.TimestampUnit;
import org.hyperdex.core.query.Operator;
import org.junit.jupiter.api.Test;

/**
 * The tables in {@code docs/data-model.md} are what the code does. To write them anew, run this
 * test with {@code -Dwrite.documents}.
 */
class DataModelDocumentTest {
  private static final Pattern GENERATED =
      Pattern.compile("(<!-- from the code: (.*?) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  /** One type stands for all of its column; a float in it for any element or key. */
  private static final Map<String, AttributeType> COLUMNS = columns();

  private interface Table {
    Optional<AttributeType> argument(AttributeType type);
  }

  @Test
  void tablesAreWhatTheCodeDoes() throws IOException {
    Path document = root().resolve("docs/data-model.md");
    String written = Files.readString(document);
    String regenerated =
        GENERATED
            .matcher(written)
            .replaceAll(section ->
                Matcher.quoteReplacement(
                    section.group(1) + table(section.group(2)) + section.group(3)));
    if (System.getProperty("write.documents") != null) {
      Files.writeString(document, regenerated);
    }
    assertThat(Files.readString(document)).isEqualTo(regenerated);
    assertThat(regenerated).contains("| `atomic_mod` | - | int |", "| `regex` | string |");
  }

  private static String table(String name) {
    List<String> lines = new ArrayList<>();
    lines.add("| " + name + " | " + String.join(" | ", COLUMNS.keySet()) + " |");
    lines.add("| --- |" + " --- |".repeat(COLUMNS.size()));
    if (name.equals("functions")) {
      for (Function function : Function.values()) {
        lines.add(line(function.operation(), type -> Signatures.argument(function, type)));
      }
    } else {
      for (Operator operator : Operator.values()) {
        lines.add(line(operator.jsonName(), operator::argument));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(String name, Table table) {
    List<String> cells = new ArrayList<>();
    COLUMNS.forEach((column, type) ->
        cells.add(column.startsWith("map") ? ofMap(table) : cell(table.argument(type), column)));
    return "| `" + name + "` | " + String.join(" | ", cells) + " |";
  }

  private static String cell(Optional<AttributeType> argument, String column) {
    return argument
        .map(type -> type.description().replace("timestamp(day)", "timestamp"))
        .map(text -> column.endsWith("(T)") ? text.replace("float", "T") : text)
        .orElse("-");
  }

  /** Maps differ by what their values are. */
  private static String ofMap(Table table) {
    List<String> values = new ArrayList<>();
    String argument = "-";
    for (Primitive value : Primitive.values()) {
      Optional<AttributeType> found =
          table.argument(new AttributeType.MapOf(Primitive.FLOAT, value));
      if (found.isPresent()) {
        values.add(value.description());
        argument =
            switch (found.get()) {
              case AttributeType.MapOf _ -> "map(K, V)";
              case Primitive.FLOAT -> "K";
              default -> found.get().description();
            };
      }
    }
    return values.isEmpty() || values.size() == Primitive.values().length
        ? argument
        : argument + ", V: " + String.join(" or ", values);
  }

  private static Map<String, AttributeType> columns() {
    Map<String, AttributeType> columns = new LinkedHashMap<>();
    columns.put("string", AttributeType.STRING);
    columns.put("int", AttributeType.INT);
    columns.put("float", AttributeType.FLOAT);
    columns.put("timestamp", new AttributeType.Timestamp(TimestampUnit.DAY));
    columns.put("list(T)", new AttributeType.ListOf(Primitive.FLOAT));
    columns.put("set(T)", new AttributeType.SetOf(Primitive.FLOAT));
    columns.put("map(K, V)", new AttributeType.MapOf(Primitive.FLOAT, Primitive.FLOAT));
    columns.put("document", AttributeType.DOCUMENT);
    return columns;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
