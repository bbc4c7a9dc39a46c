package org.hyperdex.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hyperdex.client.CallOptions;
import org.hyperdex.core.protocol.RetryBudget;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;

/** How long a request may take: its X-Timeout, or what the gateway's settings say. */
public final class Deadline {
  private static final String HEADER = "X-Timeout";
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final Map<String, Duration> UNITS =
      Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1));

  private Deadline() {}

  /** The options of the request's operation. */
  public static CallOptions of(HttpServletRequest request, Duration otherwise) {
    String header = request.getHeader(HEADER);
    return CallOptions.timeout(
        header == null ? otherwise : parse(HEADER, header, RetryBudget.LONGEST_OPERATION));
  }

  /** Reads a duration such as {@code 500ms}, {@code 5s} or {@code 1m}. */
  public static Duration parse(String what, String text, Duration longest) {
    Matcher matcher = FORM.matcher(text.strip());
    if (matcher.matches()) {
      Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
      Duration duration = unit.multipliedBy(Long.parseLong(matcher.group(1)));
      if (duration.isPositive() && duration.compareTo(longest) <= 0) {
        return duration;
      }
    }
    throw new Problem(
        Reason.MALFORMED,
        "%s: expected a time such as 500ms, 5s or 1m, at most %dm; found '%s'"
            .formatted(what, longest.toMinutes(), text));
  }
}
