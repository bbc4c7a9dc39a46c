package org.hyperdex.springdata.repository.query;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.hyperdex.core.query.Operator;
import org.hyperdex.springdata.Query;
import org.hyperdex.springdata.convert.EntityMapping;
import org.hyperdex.springdata.convert.HyperDexConverter;
import org.hyperdex.springdata.convert.ValueMapping;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.repository.query.Parameter;
import org.springframework.data.repository.query.QueryCreationException;
import org.springframework.data.repository.query.QueryMethod;
import org.springframework.data.repository.query.parser.Part;
import org.springframework.data.repository.query.parser.PartTree;
import org.springframework.util.ClassUtils;

/**
 * What the name of a method says: an action, and comparisons that all must be true.
 *
 * @param action what to do with the objects
 * @param comparisons which objects; the arguments come in their order
 */
record Derivation(Action action, List<Comparison> comparisons) {
  private static final Set<Class<?>> COUNTS =
      Set.of(long.class, Long.class, int.class, Integer.class);

  /** What to do with the objects. */
  enum Action {
    FIND,
    COUNT,
    EXISTS,
    DELETE
  }

  /** A comparison with the next argument. */
  record Comparison(String property, Operator operator) {}

  /**
   * Reads the name of a method.
   *
   * @throws QueryCreationException naming the method and the part that HyperDex cannot answer
   */
  static Derivation of(
      QueryMethod method, Method declaration, Class<?> type, HyperDexConverter converter) {
    PartTree tree;
    try {
      tree = new PartTree(method.getName(), type);
    } catch (RuntimeException e) {
      throw QueryCreationException.create(method, method.getName() + ": " + e.getMessage(), e);
    }
    return new Reading(method, declaration, tree, converter.mapping(type)).derivation();
  }

  /** The query, given the arguments. */
  Query query(Iterator<Object> arguments) {
    List<Query.Criterion> criteria = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      Object argument = arguments.next();
      if (argument == null) {
        throw new InvalidDataAccessApiUsageException(
            "the argument for property %s is null: HyperDex knows no null"
                .formatted(comparison.property()));
      }
      criteria.add(new Query.Criterion(comparison.property(), comparison.operator(), argument));
    }
    return new Query(criteria);
  }

  /** One method while it is read. */
  private record Reading(
      QueryMethod method, Method declaration, PartTree tree, EntityMapping<?> mapping) {
    Derivation derivation() {
      refuseModifiers();
      Action action = action();
      requireReturnType(action);
      List<Comparison> comparisons = new ArrayList<>();
      for (Part part : parts()) {
        comparisons.addAll(comparisons(part));
      }
      requireParameters(comparisons);
      return new Derivation(action, List.copyOf(comparisons));
    }

    private List<Part> parts() {
      List<PartTree.OrPart> alternatives = tree.toList();
      if (alternatives.size() > 1) {
        throw refused(
            "Or",
            "a search is a conjunction, so only And joins comparisons; call two methods instead");
      }
      return alternatives.isEmpty() ? List.of() : alternatives.getFirst().toList();
    }

    private Action action() {
      if (tree.isDelete()) {
        return Action.DELETE;
      }
      if (tree.isCountProjection()) {
        return Action.COUNT;
      }
      return tree.isExistsProjection() ? Action.EXISTS : Action.FIND;
    }

    private List<Comparison> comparisons(Part part) {
      String property = part.getProperty().toDotPath();
      if (part.getProperty().hasNext()) {
        throw refused(property, "attributes have no attributes of their own");
      }
      if (part.shouldIgnoreCase() == Part.IgnoreCaseType.ALWAYS
          || part.shouldIgnoreCase() == Part.IgnoreCaseType.WHEN_POSSIBLE) {
        throw refused(property + " IgnoreCase", "strings are compared byte by byte");
      }
      List<Operator> operators = operators(part, property);
      ValueMapping values;
      try {
        values = mapping.valueMapping(property);
      } catch (InvalidDataAccessApiUsageException e) {
        throw refused(property, String.valueOf(e.getMessage()));
      }
      if (!operators.equals(List.of(Operator.EQUAL)) && !values.ordered()) {
        throw refused(
            property + " " + part.getType().name(),
            "the property has no order, only equality applies");
      }
      return operators.stream().map(operator -> new Comparison(property, operator)).toList();
    }

    private List<Operator> operators(Part part, String property) {
      return switch (part.getType()) {
        case SIMPLE_PROPERTY -> List.of(Operator.EQUAL);
        case GREATER_THAN -> List.of(Operator.GREATER_THAN);
        case GREATER_THAN_EQUAL -> List.of(Operator.GREATER_EQUAL);
        case LESS_THAN -> List.of(Operator.LESS_THAN);
        case LESS_THAN_EQUAL -> List.of(Operator.LESS_EQUAL);
        case BETWEEN -> List.of(Operator.GREATER_EQUAL, Operator.LESS_EQUAL);
        default ->
            throw refused(
                property + " " + part.getType().name(),
                "there are equality, Between, GreaterThan, GreaterThanEqual, LessThan and"
                    + " LessThanEqual");
      };
    }

    private void refuseModifiers() {
      if (tree.getSort().isSorted()) {
        throw refused("OrderBy", "searches have no order");
      }
      if (tree.isLimiting()) {
        throw refused("First or Top", "searches have no limit; use a Stream and close it");
      }
      if (tree.isDistinct()) {
        throw refused("Distinct", "each object is found once anyway");
      }
    }

    private void requireParameters(List<Comparison> comparisons) {
      List<? extends Parameter> parameters = method.getParameters().toList();
      for (Parameter parameter : parameters) {
        if (parameter.isSpecialParameter()) {
          throw refused(
              "parameter of type " + parameter.getType().getSimpleName(),
              "searches have no order, pages, limits or dynamic projections");
        }
      }
      if (parameters.size() != comparisons.size()) {
        throw refused(
            "parameters", comparisons.size() + " are needed, there are " + parameters.size());
      }
      for (int i = 0; i < parameters.size(); i++) {
        Class<?> given = ClassUtils.resolvePrimitiveIfNecessary(parameters.get(i).getType());
        String property = comparisons.get(i).property();
        if (given != Object.class && !mapping.valueMapping(property).accepts(given)) {
          throw refused(
              "parameter " + (i + 1), given.getSimpleName() + " does not fit property " + property);
        }
      }
    }

    private void requireReturnType(Action action) {
      Class<?> returned = declaration.getReturnType();
      boolean fits =
          switch (action) {
            case COUNT -> COUNTS.contains(returned);
            case EXISTS -> returned == boolean.class || returned == Boolean.class;
            case DELETE -> returned == void.class || COUNTS.contains(returned);
            case FIND ->
                method.isQueryForEntity()
                    && !method.isPageQuery()
                    && !method.isSliceQuery()
                    && !method.isScrollQuery();
          };
      if (!fits) {
        throw refused(
            "return type " + declaration.getGenericReturnType().getTypeName(),
            switch (action) {
              case COUNT -> "a count is a long or an int";
              case EXISTS -> "existence is a boolean";
              case DELETE -> "a deletion returns nothing, or how many as a long or an int";
              case FIND ->
                  "a search returns an object, an Optional, a collection or a Stream of the"
                      + " repository's class";
            });
      }
    }

    private QueryCreationException refused(String part, String reason) {
      return QueryCreationException.create(
          method, "%s: HyperDex cannot answer '%s': %s".formatted(method.getName(), part, reason));
    }
  }
}
