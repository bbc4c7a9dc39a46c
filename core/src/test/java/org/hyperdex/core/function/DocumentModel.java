package org.hyperdex.core.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.FunctionFailure.Reason;
import org.hyperdex.core.function.FunctionModel.Fails;

/**
 * What functions do to documents, on trees of maps and lists that are changed in place. A step of a
 * path is a {@link String} or an {@link Integer}.
 */
public final class DocumentModel {
  private Object root;

  private DocumentModel(Json json) {
    root = loose(json);
  }

  /** {@code before} after the operation of that name; {@code argument} is JSON, text or a count. */
  public static Json apply(String operation, List<Object> path, Json before, Object argument) {
    DocumentModel model = new DocumentModel(before);
    model.apply(operation, path, argument);
    return strict(model.root);
  }

  private void apply(String operation, List<Object> path, Object argument) {
    switch (operation) {
      case "put" -> put(path, loose((Json) argument));
      case "document_unset" -> remove(path);
      case "document_rename" -> {
        Object value = get(path);
        remove(path);
        @SuppressWarnings("unchecked")
        List<Object> to = (List<Object>) argument;
        put(to, value);
      }
      case "string_prepend" -> put(path, text((Json) argument) + text(path));
      case "string_append" -> put(path, text(path) + text((Json) argument));
      case "list_lpush" -> array(path).addFirst(loose((Json) argument));
      case "list_rpush" -> array(path).addLast(loose((Json) argument));
      case "list_lpop" -> {
        List<Object> array = array(path);
        array.subList(0, (int) Math.min((long) argument, array.size())).clear();
      }
      case "list_rpop" -> {
        List<Object> array = array(path);
        array.subList((int) Math.max(0, array.size() - (long) argument), array.size()).clear();
      }
      case "list_remove" -> array(path).removeIf(loose((Json) argument)::equals);
      default -> put(path, number(operation, path, loose((Json) argument)));
    }
  }

  private Object number(String operation, List<Object> path, Object argument) {
    Object before = find(path);
    if (before == null) {
      before = argument instanceof Long ? (Object) 0L : (Object) 0.0;
    }
    if (before instanceof Long a && argument instanceof Long b) {
      return FunctionModel.integer(operation, a, b).value();
    }
    if (!(before instanceof Number a)
        || List.of("atomic_mod", "atomic_and", "atomic_or", "atomic_xor").contains(operation)) {
      throw new Fails(Reason.WRONG_TYPE);
    }
    double b = ((Number) argument).doubleValue();
    if (operation.equals("atomic_div") && b == 0) {
      throw new Fails(Reason.DIVISION_BY_ZERO);
    }
    double result = FunctionModel.real(operation, a.doubleValue(), b).value();
    if (Double.isNaN(result) || Double.isInfinite(result)) {
      throw new Fails(Reason.OVERFLOW);
    }
    return result;
  }

  private static String text(Json json) {
    return ((Json.Text) json).value();
  }

  private String text(List<Object> path) {
    Object found = find(path);
    if (found == null) {
      return "";
    }
    if (found instanceof String text) {
      return text;
    }
    throw new Fails(Reason.WRONG_TYPE);
  }

  @SuppressWarnings("unchecked")
  private List<Object> array(List<Object> path) {
    Object found = get(path);
    if (found instanceof List) {
      return (List<Object>) found;
    }
    throw new Fails(Reason.WRONG_TYPE);
  }

  private Object get(List<Object> path) {
    Object found = find(path);
    if (found == null) {
      throw new Fails(Reason.MISSING_PATH);
    }
    return found;
  }

  /**
   * What is at the path; null if a member, there or on the way, is missing and could be made. A
   * path that cannot be made fails.
   */
  private Object find(List<Object> path) {
    Object at = root;
    for (int i = 0; i < path.size(); i++) {
      Object step = path.get(i);
      if (at == null) {
        if (step instanceof Integer) {
          throw new Fails(Reason.MISSING_PATH);
        }
      } else if (step instanceof String name && at instanceof Map<?, ?> object) {
        at = object.get(name);
      } else if (step instanceof Integer index && at instanceof List<?> array) {
        at = array.get(position(array, index));
      } else {
        throw new Fails(Reason.MISSING_PATH);
      }
    }
    return at;
  }

  private static int position(List<?> array, int index) {
    int position = index < 0 ? array.size() + index : index;
    if (position < 0 || position >= array.size()) {
      throw new Fails(Reason.MISSING_PATH);
    }
    return position;
  }

  @SuppressWarnings("unchecked")
  private void put(List<Object> path, Object value) {
    find(path);
    if (path.isEmpty()) {
      root = value;
      return;
    }
    Object at = root;
    for (int i = 0; i < path.size() - 1; i++) {
      at =
          path.get(i) instanceof Integer index
              ? ((List<Object>) at).get(position((List<Object>) at, index))
              : ((Map<String, Object>) at)
                  .computeIfAbsent((String) path.get(i), _ -> new LinkedHashMap<String, Object>());
    }
    if (path.getLast() instanceof Integer index) {
      ((List<Object>) at).set(position((List<Object>) at, index), value);
    } else {
      ((Map<String, Object>) at).put((String) path.getLast(), value);
    }
  }

  @SuppressWarnings("unchecked")
  private void remove(List<Object> path) {
    get(path);
    Object parent = get(path.subList(0, path.size() - 1));
    if (path.getLast() instanceof Integer index) {
      List<Object> array = (List<Object>) parent;
      array.remove(position(array, index));
    } else {
      ((Map<String, Object>) parent).remove((String) path.getLast());
    }
  }

  /** Constants stay as they are: null would be hard to tell from nothing. */
  private static Object loose(Json json) {
    return switch (json) {
      case Json.Constant constant -> constant;
      case Json.Int number -> number.value();
      case Json.Real number -> number.value();
      case Json.Text text -> text.value();
      case Json.Array array -> {
        List<Object> elements = new ArrayList<>();
        array.elements().forEach(element -> elements.add(loose(element)));
        yield elements;
      }
      case Json.Obj object -> {
        Map<String, Object> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> members.put(name, loose(value)));
        yield members;
      }
    };
  }

  private static Json strict(Object loose) {
    return switch (loose) {
      case Json.Constant constant -> constant;
      case Long number -> new Json.Int(number);
      case Double number -> new Json.Real(new Value.Float(number).value());
      case String text -> new Json.Text(text);
      case List<?> array -> new Json.Array(array.stream().map(DocumentModel::strict).toList());
      case Map<?, ?> object -> {
        Map<String, Json> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put((String) name, strict(value)));
        yield new Json.Obj(members);
      }
      default -> throw new AssertionError(Objects.toString(loose));
    };
  }
}
