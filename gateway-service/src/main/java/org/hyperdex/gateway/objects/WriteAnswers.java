package org.hyperdex.gateway.objects;

import java.util.Map;
import org.hyperdex.client.WriteResult;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How the ways in which a write can end are answered. */
final class WriteAnswers {
  private WriteAnswers() {}

  /** The status of a write that took effect; throws the problem of one that did not. */
  static HttpStatus status(WriteResult result) {
    return switch (result.outcome()) {
      case CREATED -> HttpStatus.CREATED;
      case OK -> HttpStatus.OK;
      case DELETED -> HttpStatus.NO_CONTENT;
      case NOT_FOUND -> throw new Problem(Reason.UNKNOWN_OBJECT, "there is no object of that key");
      case EXISTS ->
          throw new Problem(
              Reason.PRECONDITION_FAILED, "there is an object of that key, and none must be");
      case VERSION_MISMATCH ->
          throw new Problem(
              Reason.PRECONDITION_FAILED,
              "the object is not at the version that was asked for; get it again");
      case GUARD_FAILED -> {
        String guard = result.attribute().orElseThrow();
        throw new Problem(
            Reason.GUARD_FAILED,
            "the guard on attribute " + guard + " is not true of the object",
            Map.of("guard", guard));
      }
      case OVERFLOW ->
          throw functionFailed(result, "the result does not fit 64 bits, or is no finite number");
      case DIVISION_BY_ZERO -> throw functionFailed(result, "it was to divide by zero");
      case MISSING_PATH -> throw functionFailed(result, "the document has no such path");
      case WRONG_TYPE ->
          throw functionFailed(result, "the value at the path is of a type it does not apply to");
      case TOO_LARGE ->
          throw new Problem(
              Reason.TOO_LARGE,
              "the object would be larger, or a document deeper, than it may be",
              named(result));
    };
  }

  private static Problem functionFailed(WriteResult result, String why) {
    String attribute = result.attribute().orElseThrow();
    return new Problem(
        Reason.FUNCTION_FAILED,
        "the function on attribute %s could not be applied: %s".formatted(attribute, why),
        Map.of("attribute", attribute, "failure", result.outcome().name()));
  }

  private static Map<String, Object> named(WriteResult result) {
    return result
        .attribute()
        .<Map<String, Object>>map(attribute -> Map.of("attribute", attribute))
        .orElse(Map.of());
  }

  /** The answer of a write that took effect. */
  static ResponseEntity<String> answer(WriteResult result) {
    HttpStatus status = status(result);
    if (status == HttpStatus.NO_CONTENT) {
      return ResponseEntity.noContent().build();
    }
    return ResponseEntity.status(status)
        .eTag(etag(result.version()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            JsonValues.mapper()
                .createObjectNode()
                .put("version", result.version().toString())
                .toString());
  }

  static String etag(Version version) {
    return "\"" + version + "\"";
  }
}
