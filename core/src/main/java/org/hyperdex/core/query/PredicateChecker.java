package org.hyperdex.core.query;

import java.util.Optional;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;

/** Whether a predicate makes sense for a schema: what every server asks before it evaluates one. */
public final class PredicateChecker {
  private PredicateChecker() {}

  /** What is wrong with the first check that is wrong, in words; empty if nothing is. */
  public static Optional<String> problem(Schema schema, Predicate predicate) {
    for (int i = 0; i < predicate.checks().size(); i++) {
      String problem = problem(schema, predicate.checks().get(i));
      if (!problem.isEmpty()) {
        return Optional.of("check " + i + ": " + problem);
      }
    }
    return Optional.empty();
  }

  private static String problem(Schema schema, Check check) {
    int position = check.attribute();
    if (position < 0 || position >= schema.size()) {
      return "unknown attribute: there is none at position %d, the last is at %d"
          .formatted(position, schema.size() - 1);
    }
    Attribute attribute = schema.attribute(position);
    if (!check.operator().appliesTo(attribute.type())) {
      return "operator %s does not apply to attribute %s: values of type %s have no order"
          .formatted(check.operator().jsonName(), attribute.name(), attribute.type().description());
    }
    if (!ValueCodec.isValid(attribute.type(), check.argument())) {
      return "the argument for attribute %s is no value of type %s (%d bytes)"
          .formatted(attribute.name(), attribute.type().description(), check.argument().length());
    }
    return "";
  }
}
