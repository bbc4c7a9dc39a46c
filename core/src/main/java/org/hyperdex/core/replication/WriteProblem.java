package org.hyperdex.core.replication;

import java.util.Optional;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.CallChecker;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.query.PredicateChecker;
import org.hyperdex.core.schema.Schema;

/** Checks a write against the schema of its space. */
final class WriteProblem {
  private WriteProblem() {}

  /** What is wrong with a write that no client of ours would send; empty if nothing is. */
  static String of(Schema schema, Write write) {
    if (!ValueCodec.isValid(schema.key().type(), write.key())) {
      return "key %s: expected a value of type %s, found %d bytes that are none"
          .formatted(schema.key().name(), schema.key().type().description(), write.key().length());
    }
    Optional<String> guardProblem =
        write.guards().isTrue()
            ? Optional.empty()
            : PredicateChecker.problem(schema, write.guards());
    if (guardProblem.isPresent()) {
      return guardProblem.get();
    }
    return switch (write.change()) {
      case Delete _ -> "";
      case Update update -> CallChecker.problem(schema, update.functions()).orElse("");
    };
  }
}
