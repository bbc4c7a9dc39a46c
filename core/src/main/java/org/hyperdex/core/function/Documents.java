package org.hyperdex.core.function;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentCodec;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.function.FunctionFailure.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Functions on the value at a path of a document.
 *
 * <p>What a number or string function finds missing starts as zero or empty, and objects on the way
 * to it are made, as for a put; elements of arrays are never made. Arithmetic with an integer and a
 * real number is real, and what is not finite fails: JSON has no such number.
 */
final class Documents {
  private Documents() {}

  static Bytes apply(DocumentPath path, Function function, Bytes argument, Bytes before) {
    Json after = applied(path, function, argument, DocumentCodec.decode(before));
    try {
      return DocumentCodec.encode(after);
    } catch (ValueException e) {
      throw new FunctionFailure(Reason.TOO_LARGE);
    }
  }

  private static Json applied(DocumentPath path, Function function, Bytes argument, Json root) {
    return switch (function) {
      case DOCUMENT_UNSET -> DocumentEdit.without(root, path);
      case DOCUMENT_RENAME -> renamed(root, path, DocumentPath.parse(argument.toUtf8()));
      case LIST_LPOP, LIST_RPOP ->
          DocumentEdit.edited(root, path, at -> popped(function, array(at), count(argument)));
      default -> {
        Json json = DocumentCodec.decode(argument);
        yield DocumentEdit.edited(root, path, at -> value(function, json, at));
      }
    };
  }

  /** What becomes of the value {@code at} the path; null if there is none. */
  private static Json value(Function function, Json argument, @Nullable Json at) {
    return switch (function) {
      case SET -> argument;
      case STRING_PREPEND -> new Json.Text(text(argument) + (at == null ? "" : text(at)));
      case STRING_APPEND -> new Json.Text((at == null ? "" : text(at)) + text(argument));
      case LIST_LPUSH -> {
        List<Json> elements = new ArrayList<>();
        elements.add(argument);
        elements.addAll(array(at));
        yield new Json.Array(elements);
      }
      case LIST_RPUSH -> {
        List<Json> elements = new ArrayList<>(array(at));
        elements.add(argument);
        yield new Json.Array(elements);
      }
      case LIST_REMOVE ->
          new Json.Array(array(at).stream().filter(each -> !each.equals(argument)).toList());
      default ->
          arithmetic(
              function
                  .arithmetic()
                  .orElseThrow(
                      () -> new IllegalArgumentException(function + " is not for documents")),
              at,
              argument);
    };
  }

  private static Json arithmetic(Arithmetic arithmetic, @Nullable Json at, Json argument) {
    if (argument instanceof Json.Int b && (at == null || at instanceof Json.Int)) {
      return new Json.Int(arithmetic.apply(at instanceof Json.Int a ? a.value() : 0, b.value()));
    }
    double a = at == null ? 0 : real(at);
    double b = real(argument);
    if (!arithmetic.appliesToFloats()) {
      throw new FunctionFailure(Reason.WRONG_TYPE);
    }
    if (arithmetic == Arithmetic.DIV && b == 0) {
      throw new FunctionFailure(Reason.DIVISION_BY_ZERO);
    }
    double result = arithmetic.apply(a, b);
    if (!Double.isFinite(result)) {
      throw new FunctionFailure(Reason.OVERFLOW);
    }
    return new Json.Real(result);
  }

  private static double real(Json json) {
    return switch (json) {
      case Json.Int number -> number.value();
      case Json.Real number -> number.value();
      default -> throw new FunctionFailure(Reason.WRONG_TYPE);
    };
  }

  private static String text(Json json) {
    if (json instanceof Json.Text text) {
      return text.value();
    }
    throw new FunctionFailure(Reason.WRONG_TYPE);
  }

  private static List<Json> array(@Nullable Json json) {
    if (json == null) {
      throw new FunctionFailure(Reason.MISSING_PATH);
    }
    if (json instanceof Json.Array array) {
      return array.elements();
    }
    throw new FunctionFailure(Reason.WRONG_TYPE);
  }

  private static Json popped(Function function, List<Json> elements, long count) {
    int dropped = (int) Math.min(count, elements.size());
    return new Json.Array(
        function == Function.LIST_LPOP
            ? elements.subList(dropped, elements.size())
            : elements.subList(0, elements.size() - dropped));
  }

  private static long count(Bytes argument) {
    return Scalars.integer(argument);
  }

  /** Takes the value away first and then puts it: the new path is one of what is left. */
  private static Json renamed(Json root, DocumentPath from, DocumentPath to) {
    Json value = DocumentEdit.at(root, from);
    return DocumentEdit.edited(DocumentEdit.without(root, from), to, _ -> value);
  }
}
