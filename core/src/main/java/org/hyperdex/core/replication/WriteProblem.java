package org.hyperdex.core.replication;

import java.util.Optional;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.FunctionCall;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.PredicateChecker;
import org.hyperdex.core.schema.Schema;

/** Checks a write against the schema of its space. */
final class WriteProblem {
  private WriteProblem() {}

  /** What is wrong with a write that no client of ours would send; empty if nothing is. */
  static String of(Schema schema, Write write) {
    if (!ValueCodec.isValid(schema.key().type(), write.key())) {
      return "the key is no value of type " + schema.key().type().description();
    }
    Optional<String> guardProblem =
        write.guards().isEmpty()
            ? Optional.empty()
            : PredicateChecker.problem(schema, new Predicate(write.guards()));
    if (guardProblem.isPresent()) {
      return guardProblem.get();
    }
    return switch (write.change()) {
      case Delete _ -> "";
      case Update update -> {
        for (FunctionCall call : update.functions()) {
          if (call.attribute() < 1 || call.attribute() >= schema.size()) {
            yield "there is no attribute " + call.attribute() + " that could be changed";
          }
          if (!ValueCodec.isValid(schema.attribute(call.attribute()).type(), call.argument())) {
            yield "the value of attribute "
                + schema.attribute(call.attribute()).name()
                + " is not of type "
                + schema.attribute(call.attribute()).type().description();
          }
        }
        yield "";
      }
    };
  }
}
