package org.hyperdex.gateway.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of docs/operations.md. */
record OperationsDocument(String text) {
  /** A row of a table. */
  record Row(List<String> cells) {
    String cell(int column) {
      return cells.get(column);
    }

    /** A cell without the marks of code. */
    String code(int column) {
      return cell(column).substring(1, cell(column).length() - 1);
    }

    /** What stands in quotes in a cell. */
    Stream<String> words(int column) {
      return Pattern.compile("\"(\\w+)\"").matcher(cell(column)).results().map(m -> m.group(1));
    }

    @Override
    public String toString() {
      return String.join(" | ", cells);
    }
  }

  static OperationsDocument read() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/operations.md"))) {
      folder = folder.getParent();
    }
    try {
      return new OperationsDocument(Files.readString(folder.resolve("docs/operations.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The description of the space in which the examples are carried out. */
  String space() {
    return only("```space\n(.*?)```");
  }

  /** The objects that searches find, a line of JSON each. */
  Stream<String> people() {
    return only("```people\n(.*?)```").lines();
  }

  /** The rows of the table of that name, without its head. */
  Stream<Row> table(String name) {
    return only("<!-- executed: " + name + " -->\n(.*?)<!-- end -->")
        .lines()
        .skip(2)
        .map(line -> line.substring(2, line.length() - 2))
        .map(line -> new Row(List.of(line.split(" \\| "))));
  }

  private String only(String pattern) {
    Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    if (!found.find()) {
      throw new AssertionError("docs/operations.md has nothing like " + pattern);
    }
    return found.group(1);
  }
}
