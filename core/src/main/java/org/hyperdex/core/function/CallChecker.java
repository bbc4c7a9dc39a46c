package org.hyperdex.core.function;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.BigEndian;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentBytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.NumberOrder;
import org.hyperdex.core.data.Utf8;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;

/** Whether calls make sense for a schema: what every server asks before it applies them. */
public final class CallChecker {
  /** No write has more calls; it is enough to set every attribute of the largest space twice. */
  public static final int MAX_CALLS = 2_000;

  private CallChecker() {}

  /** What is wrong with the first call that is wrong, in words; empty if nothing is. */
  public static Optional<String> problem(Schema schema, List<FunctionCall> calls) {
    if (calls.size() > MAX_CALLS) {
      return Optional.of(
          "a write may have %d functions, found %d".formatted(MAX_CALLS, calls.size()));
    }
    for (int i = 0; i < calls.size(); i++) {
      String problem = problem(schema, calls.get(i));
      if (!problem.isEmpty()) {
        return Optional.of("function " + i + ": " + problem);
      }
    }
    return Optional.empty();
  }

  private static String problem(Schema schema, FunctionCall call) {
    int position = call.attribute();
    if (position < 1 || position >= schema.size()) {
      return "expected an attribute from position 1 to %d, found %d"
          .formatted(schema.size() - 1, position);
    }
    Attribute attribute = schema.attribute(position);
    String where = where(attribute, call.path());
    AttributeType type = attribute.type();
    if (!call.path().isRoot() && !(type instanceof AttributeType.Document)) {
      return "%s: expected a document to look into, found type %s"
          .formatted(where, type.description());
    }
    Optional<AttributeType> wanted = Signatures.argument(call.function(), type);
    if (wanted.isEmpty()) {
      return "%s: %s does not apply to type %s"
          .formatted(where, call.function().operation(), type.description());
    }
    if (!ValueCodec.isValid(wanted.get(), call.argument())) {
      return "%s: expected an argument of type %s for %s, found %d bytes that are none"
          .formatted(
              where,
              wanted.get().description(),
              call.function().operation(),
              call.argument().length());
    }
    return unmet(type, call)
        .map(
            expected -> "%s: %s expects %s".formatted(where, call.function().operation(), expected))
        .orElse("");
  }

  /**
   * What the function expects, and has not got, of an argument that is valid for its type.
   *
   * @param type of the attribute
   */
  public static Optional<String> unmet(AttributeType type, FunctionCall call) {
    return Optional.of(expectation(type, call)).filter(expected -> !expected.isEmpty());
  }

  private static String expectation(AttributeType type, FunctionCall call) {
    byte[] argument = call.argument().array();
    boolean inDocument = type instanceof AttributeType.Document;
    return switch (call.function()) {
      case STRING_LTRIM, STRING_RTRIM, LIST_LPOP, LIST_RPOP ->
          NumberOrder.toInt(BigEndian.getLong(argument, 0)) < 0
              ? "a count that is not negative"
              : "";
      case STRING_PREPEND, STRING_APPEND ->
          inDocument && !DocumentBytes.isText(argument, 0) ? "a string" : "";
      case DOCUMENT_UNSET -> call.path().isRoot() ? "a path" : "";
      case DOCUMENT_RENAME ->
          call.path().isRoot() || !isPathInside(call.argument())
              ? "a path, and another path as its argument"
              : "";
      default ->
          inDocument
                  && call.function().arithmetic().isPresent()
                  && !DocumentBytes.isNumber(argument, 0)
              ? "a number"
              : "";
    };
  }

  /** Bytes that are no text would lead to another place than the one they were meant for. */
  private static boolean isPathInside(Bytes text) {
    if (!Utf8.isValid(text)) {
      return false;
    }
    try {
      return !DocumentPath.parse(text.toUtf8()).isRoot();
    } catch (ValueException e) {
      return false;
    }
  }

  private static String where(Attribute attribute, DocumentPath path) {
    return "attribute "
        + attribute.name()
        + (path.isRoot() ? "" : " at path '" + path.text() + "'");
  }
}
