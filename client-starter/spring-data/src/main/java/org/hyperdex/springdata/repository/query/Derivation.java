package org.hyperdex.springdata.repository.query;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.hyperdex.springdata.Query;
import org.hyperdex.springdata.convert.EntityMapping;
import org.hyperdex.springdata.convert.HyperDexConverter;
import org.hyperdex.springdata.convert.ValueMapping;
import org.springframework.core.ResolvableType;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.repository.query.Parameter;
import org.springframework.data.repository.query.QueryCreationException;
import org.springframework.data.repository.query.QueryMethod;
import org.springframework.data.repository.query.parser.Part;
import org.springframework.data.repository.query.parser.PartTree;
import org.springframework.util.ClassUtils;

/**
 * What the name of a method says: an action, and comparisons of which all of one alternative must
 * be true.
 *
 * @param action what to do with the objects
 * @param alternatives which objects; the arguments come in the order of all comparisons
 */
record Derivation(Action action, List<List<Comparison>> alternatives) {
  private static final Set<Class<?>> COUNTS =
      Set.of(long.class, Long.class, int.class, Integer.class);

  /** What to do with the objects. */
  enum Action {
    FIND,
    COUNT,
    EXISTS,
    DELETE
  }

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
    List<List<Query.Criterion>> criteria = new ArrayList<>();
    for (List<Comparison> comparisons : alternatives) {
      List<Query.Criterion> all = new ArrayList<>();
      for (Comparison comparison : comparisons) {
        all.add(comparison.criterion(arguments));
      }
      criteria.add(all);
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
      List<List<Comparison>> alternatives = new ArrayList<>();
      for (PartTree.OrPart parts : tree.toList()) {
        alternatives.add(parts.stream().flatMap(part -> comparisons(part).stream()).toList());
      }
      requireParameters(alternatives.stream().flatMap(List::stream).toList());
      // Without any part all objects are meant.
      return new Derivation(
          action, alternatives.isEmpty() ? List.of(List.of()) : List.copyOf(alternatives));
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
      ValueMapping values = values(property);
      List<Comparison> comparisons = PartComparisons.of(part, property, values);
      if (comparisons.isEmpty()) {
        throw refused(
            property + " " + part.getType().name(),
            "there are equality, In, Between, GreaterThan, GreaterThanEqual, LessThan,"
                + " LessThanEqual, After, Before, StartingWith, EndingWith, Containing, Matches,"
                + " IsEmpty and IsNotEmpty");
      }
      for (Comparison comparison : comparisons) {
        if (values.argument(comparison.operator()).isEmpty()) {
          throw refused(
              property + " " + part.getType().name(),
              "'%s' does not apply to the property's type"
                  .formatted(comparison.operator().jsonName()));
        }
      }
      return comparisons;
    }

    private ValueMapping values(String property) {
      try {
        return mapping.valueMapping(property);
      } catch (InvalidDataAccessApiUsageException e) {
        throw refused(property, String.valueOf(e.getMessage()));
      }
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
      List<Comparison> taking =
          comparisons.stream().filter(each -> each.argument().parameters() > 0).toList();
      if (parameters.size() != taking.size()) {
        throw refused("parameters", taking.size() + " are needed, there are " + parameters.size());
      }
      for (int i = 0; i < parameters.size(); i++) {
        requireFitting(i, taking.get(i));
      }
    }

    private void requireFitting(int number, Comparison comparison) {
      ResolvableType parameter = ResolvableType.forMethodParameter(declaration, number);
      ResolvableType given = parameter;
      if (comparison.argument() == Comparison.Argument.ELEMENTS) {
        given =
            parameter.isArray()
                ? parameter.getComponentType()
                : parameter.as(Collection.class).getGeneric(0);
        if (!parameter.isArray() && !Collection.class.isAssignableFrom(parameter.toClass())) {
          throw refused("parameter " + (number + 1), "In needs a collection or an array of values");
        }
      }
      Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(given.resolve(Object.class));
      String property = comparison.property();
      boolean fits =
          mapping
              .valueMapping(property)
              .argument(comparison.operator())
              .filter(argument -> argument.accepts(type))
              .isPresent();
      if (type != Object.class && !fits) {
        throw refused(
            "parameter " + (number + 1),
            type.getSimpleName() + " does not fit property " + property);
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
