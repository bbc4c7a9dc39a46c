package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.DocumentPath.Element;
import org.hyperdex.core.data.DocumentPath.Member;
import org.hyperdex.core.data.DocumentPath.Step;
import org.hyperdex.core.protocol.Outcome;
import org.jspecify.annotations.Nullable;

/** What is where in {@linkplain Plain plain} documents, and what they become by a change there. */
final class Places {
  /** A change of what is at a place; null means that there is nothing. */
  interface Edit {
    @Nullable Object apply(@Nullable Object before);
  }

  private Places() {}

  /** What is at {@code path}; null if nothing is. */
  static @Nullable Object find(Object document, DocumentPath path) {
    @Nullable Object at = document;
    for (Step step : path.steps()) {
      at =
          switch (step) {
            case Member(Bytes name) -> at instanceof Map<?, ?> object ? object.get(name) : null;
            case Element(int index) ->
                at instanceof List<?> array && isIn(array, index)
                    ? array.get(position(array, index))
                    : null;
          };
    }
    return at;
  }

  /**
   * The document after {@code edit} of what is at {@code path}; objects on the way are made.
   *
   * @throws Effects.Fails where nothing can be: below what is no object or array, or beyond an
   *     array's end
   */
  static @Nullable Object edited(@Nullable Object at, List<Step> path, Edit edit) {
    if (path.isEmpty()) {
      return edit.apply(at);
    }
    List<Step> rest = path.subList(1, path.size());
    return switch (path.getFirst()) {
      case Member(Bytes name) -> {
        SortedMap<Object, Object> object = at == null ? new TreeMap<>() : copy(at);
        Object after = edited(object.get(name), rest, edit);
        object.remove(name);
        if (after != null) {
          object.put(name, after);
        }
        yield object;
      }
      case Element(int index) -> {
        if (!(at instanceof List<?> before) || !isIn(before, index)) {
          throw new Effects.Fails(Outcome.MISSING_PATH);
        }
        List<Object> array = new ArrayList<>(before);
        int position = position(array, index);
        Object after = edited(array.remove(position), rest, edit);
        if (after != null) {
          array.add(position, after);
        }
        yield array;
      }
    };
  }

  private static SortedMap<Object, Object> copy(Object at) {
    if (at instanceof Map<?, ?> object) {
      return new TreeMap<>(object);
    }
    throw new Effects.Fails(Outcome.MISSING_PATH);
  }

  private static boolean isIn(List<?> array, int index) {
    return position(array, index) >= 0 && position(array, index) < array.size();
  }

  private static int position(List<?> array, int index) {
    return index < 0 ? array.size() + index : index;
  }
}
