package org.hyperdex.springdata;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.client.Condition;
import org.hyperdex.core.data.Value;
import org.hyperdex.springdata.convert.EntityMapping;
import org.hyperdex.springdata.convert.UnsuitableValueException;
import org.hyperdex.springdata.convert.ValueMapping;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** From queries of properties to conditions on attributes. */
final class QueryTranslation {
  private QueryTranslation() {}

  static Condition condition(EntityMapping<?> mapping, Query query) {
    List<List<Condition.Term>> alternatives = new ArrayList<>();
    for (List<Query.Criterion> criteria : query.alternatives()) {
      alternatives.add(criteria.stream().map(criterion -> term(mapping, criterion)).toList());
    }
    return new Condition(alternatives);
  }

  private static Condition.Term term(EntityMapping<?> mapping, Query.Criterion criterion) {
    String property = criterion.property();
    ValueMapping argument =
        mapping
            .valueMapping(property)
            .argument(criterion.operator())
            .orElseThrow(() ->
                new InvalidDataAccessApiUsageException(
                    "property %s of %s is of a type to which '%s' does not apply"
                        .formatted(
                            property, mapping.type().getName(), criterion.operator().jsonName())));
    List<Value> values =
        criterion.values().stream()
            .map(value -> written(mapping, criterion, argument, value))
            .toList();
    return new Condition.Term(mapping.attributeName(property), criterion.operator(), values);
  }

  private static Value written(
      EntityMapping<?> mapping, Query.Criterion criterion, ValueMapping argument, Object value) {
    try {
      return argument.write(value);
    } catch (UnsuitableValueException e) {
      throw new InvalidDataAccessApiUsageException(
          "property %s of %s, compared by '%s': %s"
              .formatted(
                  criterion.property(),
                  mapping.type().getName(),
                  criterion.operator().jsonName(),
                  e.getMessage()),
          e);
    }
  }
}
