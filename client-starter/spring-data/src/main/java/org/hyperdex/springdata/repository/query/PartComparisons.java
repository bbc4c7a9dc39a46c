package org.hyperdex.springdata.repository.query;

import java.util.List;
import org.hyperdex.core.query.Operator;
import org.hyperdex.springdata.convert.ValueMapping;
import org.hyperdex.springdata.repository.query.Comparison.Argument;
import org.springframework.data.repository.query.parser.Part;

/** Which comparisons, all of which must be true, are what one part of a method's name means. */
final class PartComparisons {
  private PartComparisons() {}

  /**
   * The comparisons.
   *
   * @param values how the property becomes a value
   * @return empty if no comparisons mean exactly that
   */
  static List<Comparison> of(Part part, String property, ValueMapping values) {
    return switch (part.getType()) {
      case SIMPLE_PROPERTY -> List.of(given(property, Operator.EQUAL));
      case IN -> List.of(new Comparison(property, Operator.IN, Argument.ELEMENTS));
      case GREATER_THAN, AFTER -> List.of(given(property, Operator.GREATER_THAN));
      case GREATER_THAN_EQUAL -> List.of(given(property, Operator.GREATER_EQUAL));
      case LESS_THAN, BEFORE -> List.of(given(property, Operator.LESS_THAN));
      case LESS_THAN_EQUAL -> List.of(given(property, Operator.LESS_EQUAL));
      case BETWEEN ->
          List.of(given(property, Operator.GREATER_EQUAL), given(property, Operator.LESS_EQUAL));
      case STARTING_WITH -> List.of(given(property, Operator.PREFIX));
      case ENDING_WITH ->
          List.of(new Comparison(property, Operator.REGEX, Argument.TEXT_AT_THE_END));
      case CONTAINING ->
          List.of(
              values.argument(Operator.CONTAINS).isPresent()
                  ? given(property, Operator.CONTAINS)
                  : new Comparison(property, Operator.REGEX, Argument.TEXT_WITHIN));
      case REGEX -> List.of(given(property, Operator.REGEX));
      case IS_EMPTY -> List.of(new Comparison(property, Operator.LENGTH_EQUAL, Argument.ZERO));
      case IS_NOT_EMPTY ->
          List.of(new Comparison(property, Operator.LENGTH_GREATER_EQUAL, Argument.ONE));
      default -> List.of();
    };
  }

  private static Comparison given(String property, Operator operator) {
    return new Comparison(property, operator, Argument.GIVEN);
  }
}
