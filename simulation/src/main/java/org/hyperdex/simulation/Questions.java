package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;

/** Makes predicates of every kind about the objects of a space, their keys included. */
final class Questions {
  private static final int MOST_ALTERNATIVES = 3;
  private static final int MOST_CHECKS = 3;
  private static final int MOST_VALUES = 3;

  private final Population population;
  private final int keys;
  private final SplittableRandom random;

  /**
   * @param keys how many objects there may be
   */
  Questions(Population population, int keys, SplittableRandom random) {
    this.population = population;
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
      checks.add(check(random.nextInt(population.schema().size())));
    }
    return Predicate.all(checks);
  }

  private Check check(int attribute) {
    AttributeType type = population.schema().attribute(attribute).type();
    List<Operator> operators =
        Arrays.stream(Operator.values()).filter(each -> each.appliesTo(type)).toList();
    Operator operator = operators.get(random.nextInt(operators.size()));
    DocumentPath place = population.place(attribute, random);
    List<Value> arguments = new ArrayList<>();
    for (int i = operator == Operator.IN ? random.nextInt(MOST_VALUES + 1) : 1; i > 0; i--) {
      arguments.add(population.argument(attribute, place, operator, keys, random));
    }
    return Check.of(attribute, type, place, operator, arguments);
  }
}
