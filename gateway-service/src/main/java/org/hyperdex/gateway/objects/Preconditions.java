package org.hyperdex.gateway.objects;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.springframework.http.HttpHeaders;

/**
 * What a request's headers ask of the object.
 *
 * @param mustNotExist {@code If-None-Match: *}
 * @param mustExist {@code If-Match: *}
 * @param version {@code If-Match: "<version>"}
 */
record Preconditions(boolean mustNotExist, boolean mustExist, Optional<Version> version) {
  /** Nothing is asked. */
  static final Preconditions NONE = new Preconditions(false, false, Optional.empty());

  private static final String ANY = "*";

  static Preconditions of(HttpServletRequest request) {
    String match = request.getHeader(HttpHeaders.IF_MATCH);
    String noneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    if (noneMatch != null && !noneMatch.strip().equals(ANY)) {
      throw malformed(HttpHeaders.IF_NONE_MATCH, "*", noneMatch);
    }
    if (match != null && noneMatch != null) {
      throw new Problem(
          Reason.MALFORMED, "If-Match and If-None-Match contradict each other; send one of them");
    }
    if (match == null) {
      return new Preconditions(noneMatch != null, false, Optional.empty());
    }
    return match.strip().equals(ANY)
        ? new Preconditions(false, true, Optional.empty())
        : new Preconditions(false, false, Optional.of(version(match.strip())));
  }

  private static Version version(String etag) {
    if (etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"")) {
      try {
        return Version.parse(etag.substring(1, etag.length() - 1));
      } catch (IllegalArgumentException e) {
        throw malformed(HttpHeaders.IF_MATCH, "the ETag of an answer, or *", etag);
      }
    }
    throw malformed(HttpHeaders.IF_MATCH, "the ETag of an answer with its quotes, or *", etag);
  }

  private static Problem malformed(String header, String expected, String found) {
    return new Problem(
        Reason.MALFORMED, "%s: expected %s, found %s".formatted(header, expected, found));
  }
}
