package org.hyperdex.client.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.MismatchedInputException;

/** What is wrong with a text that is no JSON, and where. */
final class JsonSyntax {
  private static final String DUPLICATE = "Duplicate";

  private JsonSyntax() {}

  static String problem(JacksonException e) {
    TokenStreamLocation place = e.getLocation();
    String where =
        place == null
            ? ""
            : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
    return what(e) + where;
  }

  private static String what(JacksonException e) {
    return switch (e) {
      case UnexpectedEndOfInputException _ -> "a text that ends within a value";
      case MismatchedInputException _ -> "more text behind the value";
      // The reader has no type of its own for it.
      case JacksonException other
          when String.valueOf(other.getOriginalMessage()).startsWith(DUPLICATE) ->
          "an object with a member twice";
      default -> "a text that is not JSON";
    };
  }
}
