package org.hyperdex.core.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.function.FunctionFailure.Reason;
import org.jspecify.annotations.Nullable;

/** Changes a tree of JSON at one place: all on the way to it is copied, all else is shared. */
final class DocumentEdit {
  /** What to do with what is at the place. */
  interface Edit {
    /** The value that is to be there; null if none. {@code before} is null if there is none. */
    @Nullable Json apply(@Nullable Json before);
  }

  private final List<DocumentPath.Step> steps;
  private final Edit edit;

  private DocumentEdit(DocumentPath path, Edit edit) {
    steps = path.steps();
    this.edit = edit;
  }

  /** A place that is not there makes the objects on the way to it, if only members are missing. */
  static Json edited(Json root, DocumentPath path, Edit edit) {
    return present(new DocumentEdit(path, edit).edited(root, 0));
  }

  /** The document without what is at {@code path}, which must be there. */
  static Json without(Json root, DocumentPath path) {
    return edited(
        root,
        path,
        before -> {
          present(before);
          return null;
        });
  }

  /** What is at {@code path}, where something must be. */
  static Json at(Json root, DocumentPath path) {
    Json at = root;
    for (DocumentPath.Step step : path.steps()) {
      at = present(below(at, step));
    }
    return at;
  }

  private static @Nullable Json below(Json at, DocumentPath.Step step) {
    return switch (step) {
      case DocumentPath.Member member -> object(at).get(member.name().toUtf8());
      case DocumentPath.Element element -> {
        List<Json> elements = array(at);
        yield elements.get(position(elements, element));
      }
    };
  }

  private @Nullable Json edited(@Nullable Json at, int done) {
    if (done == steps.size()) {
      return edit.apply(at);
    }
    return switch (steps.get(done)) {
      case DocumentPath.Member member -> {
        String name = member.name().toUtf8();
        Map<String, Json> members = at == null ? Map.of() : object(at);
        yield new Json.Obj(with(members, name, edited(members.get(name), done + 1)));
      }
      case DocumentPath.Element element -> {
        List<Json> elements = array(at);
        int position = position(elements, element);
        yield new Json.Array(with(elements, position, edited(elements.get(position), done + 1)));
      }
    };
  }

  private static Map<String, Json> with(
      Map<String, Json> members, String name, @Nullable Json value) {
    Map<String, Json> copy = new LinkedHashMap<>(members);
    if (value == null) {
      copy.remove(name);
    } else {
      copy.put(name, value);
    }
    return copy;
  }

  private static List<Json> with(List<Json> elements, int position, @Nullable Json value) {
    List<Json> copy = new ArrayList<>(elements);
    if (value == null) {
      copy.remove(position);
    } else {
      copy.set(position, value);
    }
    return copy;
  }

  private static int position(List<Json> elements, DocumentPath.Element element) {
    int index = element.index();
    int position = index >= 0 ? index : elements.size() + index;
    if (position < 0 || position >= elements.size()) {
      throw new FunctionFailure(Reason.MISSING_PATH);
    }
    return position;
  }

  private static Map<String, Json> object(Json json) {
    if (json instanceof Json.Obj object) {
      return object.members();
    }
    throw new FunctionFailure(Reason.MISSING_PATH);
  }

  private static List<Json> array(@Nullable Json json) {
    if (json instanceof Json.Array array) {
      return array.elements();
    }
    throw new FunctionFailure(Reason.MISSING_PATH);
  }

  private static Json present(@Nullable Json json) {
    if (json == null) {
      throw new FunctionFailure(Reason.MISSING_PATH);
    }
    return json;
  }
}
