package org.hyperdex.gateway.problems;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Tells requests that change something from those that only ask. */
final class Writing {
  private static final Pattern READING_POST =
      Pattern.compile("/v1/spaces(/[^/]+/(search|count|describe)|:validate)");

  private Writing() {}

  static boolean isAskedBy(HttpServletRequest request) {
    return switch (request.getMethod()) {
      case "PUT", "DELETE", "PATCH" -> true;
      case "POST" -> !READING_POST.matcher(request.getRequestURI()).matches();
      case null, default -> false;
    };
  }
}
