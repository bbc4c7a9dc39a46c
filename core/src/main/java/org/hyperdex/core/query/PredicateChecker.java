package org.hyperdex.core.query;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;

/** Whether a predicate makes sense for a schema: what every server asks before it evaluates one. */
public final class PredicateChecker {
  /** No predicate has more alternatives: each is a search of its own for regions and indices. */
  public static final int MAX_ALTERNATIVES = 1_000;

  /** All alternatives of a predicate have no more checks together. */
  public static final int MAX_CHECKS = 10_000;

  private PredicateChecker() {}

  /** What is wrong with the first check that is wrong, in words; empty if nothing is. */
  public static Optional<String> problem(Schema schema, Predicate predicate) {
    if (predicate.alternatives().size() > MAX_ALTERNATIVES || predicate.size() > MAX_CHECKS) {
      return Optional.of(
          "a predicate may have %d alternatives and %d checks, found %d and %d"
              .formatted(
                  MAX_ALTERNATIVES, MAX_CHECKS, predicate.alternatives().size(), predicate.size()));
    }
    Regexes regexes = new Regexes();
    int number = 0;
    for (List<Check> alternative : predicate.alternatives()) {
      for (Check check : alternative) {
        String problem = problem(schema, check, regexes);
        if (!problem.isEmpty()) {
          return Optional.of("check " + number + ": " + problem);
        }
        number++;
      }
    }
    return Optional.empty();
  }

  private static String problem(Schema schema, Check check, Regexes regexes) {
    int position = check.attribute();
    if (position < 0 || position >= schema.size()) {
      return "unknown attribute: there is none at position %d, the last is at %d"
          .formatted(position, schema.size() - 1);
    }
    Attribute attribute = schema.attribute(position);
    AttributeType type = attribute.type();
    if (!check.path().isRoot() && !(type instanceof AttributeType.Document)) {
      return "attribute %s has no path '%s': it is of type %s, not a document"
          .formatted(attribute.name(), check.path().text(), type.description());
    }
    Optional<AttributeType> wanted = check.operator().argument(type);
    if (wanted.isEmpty()) {
      return "operator %s does not apply to attribute %s of type %s"
          .formatted(check.operator().jsonName(), attribute.name(), type.description());
    }
    if (!isArgument(check, wanted.get())) {
      return "the argument of %s for attribute %s is no value of type %s (%d bytes)"
          .formatted(
              check.operator().jsonName(),
              attribute.name(),
              wanted.get().description(),
              check.argument().length());
    }
    return check.operator() == Operator.REGEX
        ? regexProblem(attribute, check.argument(), regexes)
        : "";
  }

  private static boolean isArgument(Check check, AttributeType type) {
    return check.operator() == Operator.IN
        ? check.hasValues()
            && check.values().stream().allMatch(value -> ValueCodec.isValid(type, value))
        : ValueCodec.isValid(type, check.argument());
  }

  private static String regexProblem(Attribute attribute, Bytes pattern, Regexes regexes) {
    try {
      Regex _ = regexes.of(pattern);
      return "";
    } catch (ValueException e) {
      return "attribute " + attribute.name() + ": " + e.getMessage();
    }
  }
}
