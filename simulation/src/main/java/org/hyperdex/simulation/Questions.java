package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;

/** Makes predicates of every kind about {@link People}, the key included. */
final class Questions {
  private static final int MOST_ALTERNATIVES = 3;
  private static final int MOST_CHECKS = 3;
  private static final int MOST_VALUES = 3;
  private static final int LENGTHS = 7;
  private static final List<String> EXPRESSIONS = List.of("k", "[12]$", "^c.*y", "y(0|3)", "x");

  private final int keys;
  private final SplittableRandom random;

  /**
   * @param keys how many objects there may be
   */
  Questions(int keys, SplittableRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /** One to three alternatives. */
  Predicate any() {
    Predicate any = conjunction();
    for (int i = random.nextInt(MOST_ALTERNATIVES); i > 0; i--) {
      any = any.or(conjunction());
    }
    return any;
  }

  private Predicate conjunction() {
    List<Check> checks = new ArrayList<>();
    for (int i = random.nextInt(MOST_CHECKS); i >= 0; i--) {
      checks.add(check(random.nextInt(People.SCHEMA.size())));
    }
    return Predicate.all(checks);
  }

  private Check check(int attribute) {
    AttributeType type = People.SCHEMA.attribute(attribute).type();
    List<Operator> operators =
        Arrays.stream(Operator.values()).filter(each -> each.appliesTo(type)).toList();
    Operator operator = operators.get(random.nextInt(operators.size()));
    List<Value> arguments = new ArrayList<>();
    for (int i = operator == Operator.IN ? random.nextInt(MOST_VALUES + 1) : 1; i > 0; i--) {
      arguments.add(argument(attribute, operator));
    }
    return Check.of(attribute, type, DocumentPath.ROOT, operator, arguments);
  }

  private Value argument(int attribute, Operator operator) {
    return switch (operator) {
      case PREFIX -> beginning(People.value(attribute, keys, random));
      case REGEX -> Value.Text.of(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())));
      case CONTAINS -> People.tag(random);
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL ->
          new Value.Int(random.nextInt(LENGTHS));
      default -> People.value(attribute, keys, random);
    };
  }

  private Value beginning(Value value) {
    byte[] bytes = ((Value.Text) value).bytes().array();
    return new Value.Text(Bytes.wrap(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))));
  }
}
