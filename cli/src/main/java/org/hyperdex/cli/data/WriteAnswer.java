package org.hyperdex.cli.data;

import org.hyperdex.client.WriteResult;

/** What a write's outcome means in words. */
final class WriteAnswer {
  private WriteAnswer() {}

  /** Why the write did not take effect. */
  static String reason(WriteResult result, String key) {
    return switch (result.outcome()) {
      case NOT_FOUND -> "there is no object '" + key + "'";
      case EXISTS -> "there is an object '" + key + "' already";
      case GUARD_FAILED ->
          "the condition is not true of '"
              + key
              + "'"
              + result.attribute().map(name -> " (attribute " + name + ")").orElse("");
      case VERSION_MISMATCH -> "object '" + key + "' is at another version";
      case OVERFLOW -> functionFailed(result, key, "its result is out of range");
      case DIVISION_BY_ZERO -> functionFailed(result, key, "it was to divide by zero");
      case MISSING_PATH -> functionFailed(result, key, "the document has no such path");
      case WRONG_TYPE -> functionFailed(result, key, "the document's value has another type");
      case TOO_LARGE -> functionFailed(result, key, "the object would be too large");
      case CREATED, OK, DELETED ->
          throw new IllegalArgumentException("it took effect: " + result.outcome());
    };
  }

  private static String functionFailed(WriteResult result, String key, String why) {
    return "%s cannot be applied to '%s'%s: %s"
        .formatted(
            result.functions().isEmpty() ? "a function" : String.join(" or ", result.functions()),
            key,
            result.attribute().map(name -> " (attribute " + name + ")").orElse(""),
            why);
  }
}
