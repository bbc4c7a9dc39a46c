package org.hyperdex.core.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.EdgeValues;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.EdgeCases;
import org.hyperdex.core.schema.AttributePath;

/**
 * One comparison and a value, and whether it holds: the matrix by which everything that offers
 * guards to users is tested.
 *
 * @param path steps, each a name or an index; none but in documents
 * @param arguments several for {@code in}, else one
 * @param value the whole attribute's
 */
public record GuardCase(
    AttributeType type, List<Object> path, Operator operator, List<Value> arguments, Value value) {
  private static final List<List<Object>> ROOT = List.of(List.of());

  /** Every operator that applies to {@code type}, with every edge as argument and as value. */
  public static List<GuardCase> all(AttributeType type) {
    List<GuardCase> cases = new ArrayList<>();
    for (Operator operator : operators(type)) {
      for (List<Value> arguments : arguments(type, operator)) {
        for (List<Object> path : paths(type)) {
          for (Value value : values(type, path)) {
            cases.add(new GuardCase(type, path, operator, arguments, value));
          }
        }
      }
    }
    return cases;
  }

  /**
   * Every operator with every edge as argument, in documents at two paths, and of the edges as
   * values one of which it holds and one of which it does not, if there are such.
   */
  public static List<GuardCase> few(AttributeType type) {
    List<GuardCase> cases = new ArrayList<>();
    for (Operator operator : operators(type)) {
      int number = 0;
      for (List<Value> arguments : arguments(type, operator)) {
        for (List<Object> path : twoOf(paths(type), number)) {
          List<Value> values = values(type, path);
          Set<Boolean> seen = new LinkedHashSet<>();
          for (int i = 0; i < values.size(); i++) {
            Value value = values.get((i + number) % values.size());
            GuardCase next = new GuardCase(type, path, operator, arguments, value);
            if (seen.add(next.holds())) {
              cases.add(next);
            }
          }
          number++;
        }
      }
    }
    return cases;
  }

  /** Of each operator one case that holds and one that does not. */
  public static List<GuardCase> either(AttributeType type) {
    Map<String, GuardCase> either = new LinkedHashMap<>();
    few(type).forEach(guard -> either.putIfAbsent(guard.operator() + " " + guard.holds(), guard));
    return List.copyOf(either.values());
  }

  private static Set<List<Object>> twoOf(List<List<Object>> paths, int number) {
    Set<List<Object>> two = new LinkedHashSet<>();
    two.add(paths.get(number % paths.size()));
    two.add(paths.get((number + 1) % paths.size()));
    return two;
  }

  /** The operators that apply to {@code type}. */
  public static List<Operator> operators(AttributeType type) {
    return List.of(Operator.values()).stream()
        .filter(operator -> operator.appliesTo(type))
        .toList();
  }

  private static List<List<Object>> paths(AttributeType type) {
    return type instanceof AttributeType.Document ? EdgeCases.paths() : ROOT;
  }

  /** Values with every edge at the path, and some that have nothing there. */
  private static List<Value> values(AttributeType type, List<Object> path) {
    List<Value> edges = EdgeValues.of(type);
    return path.isEmpty()
        ? edges
        : Stream.concat(
                EdgeValues.documents().stream()
                    .map(edge -> (Value) new Value.Document(EdgeCases.at(path, edge))),
                edges.stream())
            .toList();
  }

  private static List<List<Value>> arguments(AttributeType type, Operator operator) {
    AttributeType wanted = operator.argument(type).orElseThrow();
    List<Value> edges = EdgeValues.of(wanted);
    return switch (operator) {
      case IN -> {
        List<List<Value>> several = new ArrayList<>();
        several.add(List.of());
        for (int i = 0; i + 1 < edges.size(); i++) {
          several.add(List.of(edges.get(i), edges.get(i + 1), edges.get(i)));
        }
        several.add(edges);
        yield several;
      }
      case REGEX -> Terms.expressions().map(text -> List.<Value>of(Value.Text.of(text))).toList();
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL ->
          LongStream.of(0, 1, -1, 2, 3, 1_000, Long.MIN_VALUE, Long.MAX_VALUE)
              .mapToObj(length -> List.<Value>of(new Value.Int(length)))
              .toList();
      default -> edges.stream().map(List::of).toList();
    };
  }

  /** Whether it holds, as the model has it. */
  public boolean holds() {
    return new Term(0, path, operator, arguments, check(0)).holds(List.of(value));
  }

  /** The same comparison with another value. */
  public GuardCase with(Value another) {
    return new GuardCase(type, path, operator, arguments, another);
  }

  /** The same comparison, of the attribute at that position. */
  public Check check(int attribute) {
    return Check.of(attribute, type, documentPath(), operator, arguments);
  }

  /** The attribute and the path as text. */
  public String place(String attribute) {
    return new AttributePath(attribute, documentPath()).text();
  }

  private DocumentPath documentPath() {
    return Terms.documentPath(path);
  }
}
