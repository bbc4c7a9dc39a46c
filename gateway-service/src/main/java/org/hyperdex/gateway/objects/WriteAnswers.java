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
      case FUNCTION_FAILED -> {
        String attribute = result.attribute().orElseThrow();
        throw new Problem(
            Reason.FUNCTION_FAILED,
            "the function on attribute " + attribute + " could not be applied",
            Map.of("attribute", attribute));
      }
    };
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
