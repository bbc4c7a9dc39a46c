package org.hyperdex.core.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueModel;
import org.jspecify.annotations.Nullable;

/**
 * A check on decoded values, as a textbook would state it, without a look at encodings.
 *
 * @param path steps, each a name or an index
 * @param arguments several for {@code in}, else one
 * @param check the same, as it travels
 */
public record Term(
    int attribute, List<Object> path, Operator operator, List<Value> arguments, Check check) {
  public Term {
    path = List.copyOf(path);
    arguments = List.copyOf(arguments);
  }

  /** Whether it is true of the object. */
  public boolean holds(List<Value> object) {
    Value value = object.get(attribute);
    if (!(value instanceof Value.Document document)) {
      return holds(value);
    }
    Json found = at(document.json(), path);
    return found != null && holds(found);
  }

  /** Whether the object has a value to check; documents need not. */
  boolean finds(List<Value> object) {
    return !(object.get(attribute) instanceof Value.Document document)
        || at(document.json(), path) != null;
  }

  private static @Nullable Json at(Json document, List<Object> path) {
    Json at = document;
    for (Object step : path) {
      if (step instanceof String name && at instanceof Json.Obj object) {
        at = object.members().get(name);
      } else if (step instanceof Integer index && at instanceof Json.Array array) {
        int size = array.elements().size();
        int position = index < 0 ? size + index : index;
        at = position < 0 || position >= size ? null : array.elements().get(position);
      } else {
        return null;
      }
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  private boolean holds(Value value) {
    Value argument = arguments.isEmpty() ? value : arguments.getFirst();
    return switch (operator) {
      case EQUAL -> value.equals(argument);
      case LESS_THAN -> ValueModel.compare(value, argument) < 0;
      case LESS_EQUAL -> ValueModel.compare(value, argument) <= 0;
      case GREATER_EQUAL -> ValueModel.compare(value, argument) >= 0;
      case GREATER_THAN -> ValueModel.compare(value, argument) > 0;
      case IN -> arguments.contains(value);
      case PREFIX -> begins(bytes(value), bytes(argument));
      case REGEX -> matches(bytes(value), argument);
      case CONTAINS ->
          switch (value) {
            case Value.ListOf list -> list.elements().contains(argument);
            case Value.SetOf set -> set.elements().contains(argument);
            case Value.MapOf map ->
                map.entries().stream().anyMatch(entry -> entry.key().equals(argument));
            default -> throw new AssertionError(value);
          };
      case LENGTH_EQUAL -> length(value) == number(argument);
      case LENGTH_LESS_EQUAL -> length(value) <= number(argument);
      case LENGTH_GREATER_EQUAL -> length(value) >= number(argument);
    };
  }

  private boolean holds(Json json) {
    return switch (operator) {
      case EQUAL -> json.equals(document(arguments.getFirst()));
      case IN -> arguments.stream().anyMatch(each -> json.equals(document(each)));
      case LESS_THAN, LESS_EQUAL, GREATER_EQUAL, GREATER_THAN -> {
        Value own = scalar(json);
        Value other = scalar(document(arguments.getFirst()));
        yield own != null
            && other != null
            && own.getClass() == other.getClass()
            && new Term(attribute, List.of(), operator, List.of(other), check).holds(own);
      }
      case PREFIX, REGEX -> json instanceof Json.Text && holds(scalar(json));
      case CONTAINS -> {
        Json argument = document(arguments.getFirst());
        yield switch (json) {
          case Json.Array array -> array.elements().contains(argument);
          case Json.Obj object ->
              argument instanceof Json.Text name && object.members().containsKey(name.value());
          default -> false;
        };
      }
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL -> {
        long wanted = number(arguments.getFirst());
        long length =
            switch (json) {
              case Json.Text text -> text.value().getBytes(StandardCharsets.UTF_8).length;
              case Json.Array array -> array.elements().size();
              case Json.Obj object -> object.members().size();
              default -> -1;
            };
        yield length >= 0
            && switch (operator) {
              case LENGTH_EQUAL -> length == wanted;
              case LENGTH_LESS_EQUAL -> length <= wanted;
              default -> length >= wanted;
            };
      }
    };
  }

  private static @Nullable Value scalar(Json json) {
    return switch (json) {
      case Json.Int number -> new Value.Int(number.value());
      case Json.Real number -> new Value.Float(number.value());
      case Json.Text text -> Value.Text.of(text.value());
      default -> null;
    };
  }

  private static Json document(Value value) {
    return ((Value.Document) value).json();
  }

  private static long number(Value value) {
    return ((Value.Int) value).value();
  }

  private static byte[] bytes(Value value) {
    return ((Value.Text) value).bytes().array();
  }

  private static boolean begins(byte[] text, byte[] prefix) {
    return text.length >= prefix.length
        && Arrays.equals(Arrays.copyOf(text, prefix.length), prefix);
  }

  /**
   * The generated expressions mean the same to the JDK, which is not linear but correct; only its
   * dollar is true before a line end that is the last character, too.
   */
  private static boolean matches(byte[] text, Value expression) {
    String pattern = new String(bytes(expression), StandardCharsets.UTF_8);
    String atTheEnd =
        pattern.endsWith("$") ? pattern.substring(0, pattern.length() - 1) + "\\z" : pattern;
    return Pattern.compile(atTheEnd, Pattern.DOTALL)
        .matcher(new String(text, StandardCharsets.UTF_8))
        .find();
  }

  private static long length(Value value) {
    return switch (value) {
      case Value.Text text -> text.bytes().length();
      case Value.ListOf list -> list.elements().size();
      case Value.SetOf set -> set.elements().size();
      case Value.MapOf map -> map.entries().size();
      default -> throw new AssertionError(value);
    };
  }
}
