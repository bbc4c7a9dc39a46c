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
      case FUNCTION_FAILED ->
          "a function cannot be applied to '"
              + key
              + "'"
              + result.attribute().map(name -> " (attribute " + name + ")").orElse("");
      case CREATED, OK, DELETED ->
          throw new IllegalArgumentException("it took effect: " + result.outcome());
    };
  }
}
