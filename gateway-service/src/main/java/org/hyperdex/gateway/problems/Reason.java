package org.hyperdex.gateway.problems;

import java.net.URI;
import java.util.Locale;
import org.hyperdex.client.ErrorCode;
import org.springframework.http.HttpStatus;

/** The reasons for which requests fail. Types are stable: clients may depend on them. */
public enum Reason {
  MALFORMED(HttpStatus.BAD_REQUEST, "The request is malformed"),
  WRONG_TYPE(HttpStatus.BAD_REQUEST, "A value has the wrong type"),
  UNKNOWN_ATTRIBUTE(HttpStatus.BAD_REQUEST, "The space has no such attribute"),
  KEY_NOT_WRITABLE(HttpStatus.BAD_REQUEST, "Keys do not change"),
  INVALID_CURSOR(HttpStatus.BAD_REQUEST, "The cursor does not fit the search"),
  UNKNOWN_SPACE(HttpStatus.NOT_FOUND, "There is no such space"),
  UNKNOWN_OBJECT(HttpStatus.NOT_FOUND, "There is no such object"),
  UNKNOWN_SERVER(HttpStatus.NOT_FOUND, "There is no such server"),
  UNKNOWN_RESOURCE(HttpStatus.NOT_FOUND, "There is nothing at this address"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method does not fit the address"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer has none of the accepted types"),
  GUARD_FAILED(HttpStatus.CONFLICT, "A guard is not true of the object"),
  FUNCTION_FAILED(HttpStatus.CONFLICT, "A function could not be applied"),
  DUPLICATE(HttpStatus.CONFLICT, "The name is taken"),
  REFUSED(HttpStatus.CONFLICT, "The cluster's state does not allow it"),
  PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "The object is not as required"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "A key, an object or a body is too large"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body has the wrong type"),
  INVALID_SPACE(HttpStatus.UNPROCESSABLE_CONTENT, "The space description is not valid"),
  IDEMPOTENCY_KEY_REUSED(
      HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used for another request"),
  READ_ONLY(HttpStatus.LOCKED, "The cluster is read-only"),
  OVERLOADED(HttpStatus.TOO_MANY_REQUESTS, "Too much is under way"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "No server can answer at the moment"),
  DEADLINE(HttpStatus.GATEWAY_TIMEOUT, "The time is over"),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The gateway failed");

  private final HttpStatus status;
  private final String title;

  Reason(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The status that answers the request. */
  public HttpStatus status() {
    return status;
  }

  /** What it is, in words that do not vary. */
  public String title() {
    return title;
  }

  /** The stable type. */
  public URI type() {
    return URI.create("urn:hyperdex:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** Whether asking again later may help. */
  public boolean retryable() {
    return this == OVERLOADED || this == UNAVAILABLE;
  }

  /** The reason for a failure of the client library. */
  static Reason of(ErrorCode code) {
    return switch (code) {
      case UNKNOWN_SPACE -> UNKNOWN_SPACE;
      case UNKNOWN_ATTRIBUTE -> UNKNOWN_ATTRIBUTE;
      case WRONG_TYPE -> WRONG_TYPE;
      case KEY_NOT_WRITABLE -> KEY_NOT_WRITABLE;
      case MALFORMED -> MALFORMED;
      case INVALID_CURSOR -> INVALID_CURSOR;
      case TOO_LARGE -> TOO_LARGE;
      case OBJECT_MISSING -> UNKNOWN_OBJECT;
      case OBJECT_EXISTS, VERSION_MISMATCH -> PRECONDITION_FAILED;
      case GUARD_FAILED -> GUARD_FAILED;
      case OVERFLOW, DIVISION_BY_ZERO, MISSING_PATH, WRONG_VALUE -> FUNCTION_FAILED;
      case READ_ONLY -> READ_ONLY;
      case DEADLINE -> DEADLINE;
      case UNAVAILABLE, WRONG_CLUSTER, CLOSED, INTERRUPTED -> UNAVAILABLE;
      case OVERLOADED -> OVERLOADED;
      case INVALID_SPACE -> INVALID_SPACE;
      case DUPLICATE -> DUPLICATE;
      case NOT_FOUND -> UNKNOWN_RESOURCE;
      case REFUSED -> REFUSED;
      case INTERNAL -> INTERNAL;
    };
  }
}
