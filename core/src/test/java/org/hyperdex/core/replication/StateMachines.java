package org.hyperdex.core.replication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The transitions that stand in the class comments of the code, as tables. */
final class StateMachines {
  private static final Pattern COMMENT = Pattern.compile("<pre>\\s*\\n(.*?)</pre>", Pattern.DOTALL);
  private static final Pattern TRANSITION =
      Pattern.compile("([\\w(][\\w(), ]*?)\\s+-> +(\\S+)\\s+(.*)");
  private static final Pattern PHASE = Pattern.compile("([A-Z_]+) {2,}(.*)");
  private static final Pattern ENUM =
      Pattern.compile("enum (?:State|Phase|ServerState) \\{(.*?)[;}]", Pattern.DOTALL);

  /** One line of a table. */
  record Transition(String from, String to, String when) {}

  private StateMachines() {}

  /** The table of the class in that file. */
  static String table(Path file) throws IOException {
    String source = Files.readString(file);
    List<String> lines = comment(source);
    if (lines.stream().anyMatch(line -> line.startsWith("---"))) {
      return columns(lines);
    }
    StringBuilder table = new StringBuilder();
    List<Transition> transitions = transitions(source);
    if (transitions.isEmpty()) {
      table.append("| phase | from its beginning |\n| --- | --- |\n");
      lines.stream()
          .map(PHASE::matcher)
          .filter(Matcher::matches)
          .forEach(line -> row(table, line.group(1), line.group(2)));
    } else {
      table.append("| from | to | when |\n| --- | --- | --- |\n");
      transitions.forEach(one -> row(table, one.from(), one.to(), one.when()));
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** A comment that is a table already: dashes say where its columns begin. */
  private static String columns(List<String> lines) {
    int dashes = lines.indexOf(lines.stream().filter(l -> l.startsWith("---")).findFirst().get());
    List<Integer> starts =
        Pattern.compile("-+").matcher(lines.get(dashes)).results().map(MatchResult::start).toList();
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines.subList(dashes + 1, lines.size())) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < starts.size(); i++) {
        int end = i + 1 < starts.size() ? starts.get(i + 1) : line.length();
        int from = Math.min(starts.get(i), line.length());
        cells.add(line.substring(from, Math.max(from, Math.min(end, line.length()))).strip());
      }
      if (!cells.getFirst().isEmpty()) {
        rows.add(cells);
      } else if (!rows.isEmpty()) {
        rows.getLast().replaceAll(new Continued(cells.iterator())::after);
      }
    }
    StringBuilder table =
        new StringBuilder("| state | input | next state |\n| --- | --- | --- |\n");
    rows.forEach(cells -> row(table, cells.toArray(String[]::new)));
    return table.toString();
  }

  /** The rest of a row's cells, from the line below. */
  private record Continued(Iterator<String> rest) {
    String after(String cell) {
      return (cell + " " + rest.next()).strip();
    }
  }

  private static List<String> comment(String source) {
    Matcher comment = COMMENT.matcher(source);
    if (!comment.find()) {
      throw new IllegalArgumentException("no transitions");
    }
    return comment.group(1).lines().map(line -> line.replaceFirst("^ \\* ?", "")).toList();
  }

  /** The transitions in the first such comment of a source. */
  static List<Transition> transitions(String source) {
    List<Transition> transitions = new ArrayList<>();
    for (String line : comment(source)) {
      Matcher matcher = TRANSITION.matcher(line);
      if (matcher.matches()) {
        transitions.add(new Transition(matcher.group(1), matcher.group(2), matcher.group(3)));
      }
    }
    return transitions;
  }

  /** The states the code of a source knows; empty if it keeps them in flags. */
  static List<String> states(String source) {
    Matcher states = ENUM.matcher(source);
    if (!states.find()) {
      return List.of();
    }
    String body = states.group(1).replaceAll("(?s)/\\*.*?\\*/", "");
    return Pattern.compile("[A-Z_]+").matcher(body).results().map(MatchResult::group).toList();
  }
}
