package org.hyperdex.gateway.objects;

import org.hyperdex.client.WriteResult;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How the ways in which a write can end are answered. */
final class WriteAnswers {
  private WriteAnswers() {}

  /** The status of a write that took effect; the failure of one that did not is thrown. */
  static HttpStatus status(WriteResult result) {
    return switch (result.orThrow().outcome()) {
      case CREATED -> HttpStatus.CREATED;
      case DELETED -> HttpStatus.NO_CONTENT;
      default -> HttpStatus.OK;
    };
  }

  /** The answer of a put or deletion that took effect. */
  static ResponseEntity<String> answer(WriteResult result) {
    return answer(status(result), result);
  }

  /** The answer of operations that took effect: whether they created the object is not told. */
  static ResponseEntity<String> answerOfOperations(WriteResult result) {
    return answer(HttpStatus.OK, result.orThrow());
  }

  private static ResponseEntity<String> answer(HttpStatus status, WriteResult result) {
    if (status == HttpStatus.NO_CONTENT) {
      return ResponseEntity.noContent().build();
    }
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (result.outcome() != Outcome.DELETED) {
      answer.eTag(etag(result.version()));
    }
    return answer
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
