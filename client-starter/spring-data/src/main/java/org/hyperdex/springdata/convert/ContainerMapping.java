package org.hyperdex.springdata.convert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;
import org.jspecify.annotations.Nullable;

/** The mappings of lists, sets and maps. What is read keeps the order of the value. */
sealed interface ContainerMapping extends ValueMapping {
  @Override
  default boolean ordered() {
    return false;
  }

  /** How elements, or the keys of maps, become values. */
  ScalarMapping contained();

  @Override
  default Optional<ValueMapping> argument(Operator operator) {
    return switch (operator) {
      case EQUAL, IN -> Optional.of(this);
      case CONTAINS -> Optional.of(contained());
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL -> Optional.of(ScalarMapping.LONG);
      case LESS_THAN, LESS_EQUAL, GREATER_EQUAL, GREATER_THAN, PREFIX, REGEX -> Optional.empty();
    };
  }

  /** Lists. */
  record ListMapping(ScalarMapping element) implements ContainerMapping {
    @Override
    public ScalarMapping contained() {
      return element;
    }

    @Override
    public Value write(Object object) {
      if (object instanceof List<?> list) {
        return new Value.ListOf(elements(element, list));
      }
      throw UnsuitableValueException.of("a List", object);
    }

    @Override
    public Object read(Value value) {
      if (!(value instanceof Value.ListOf(List<Value.Scalar> elements))) {
        throw unexpected("list", value);
      }
      List<Object> list = new ArrayList<>(elements.size());
      elements.forEach(scalar -> list.add(element.read(scalar)));
      return Collections.unmodifiableList(list);
    }

    @Override
    public Value zero() {
      return new Value.ListOf(List.of());
    }

    @Override
    public boolean accepts(Class<?> type) {
      return List.class.isAssignableFrom(type);
    }
  }

  /** Sets. */
  record SetMapping(ScalarMapping element) implements ContainerMapping {
    @Override
    public ScalarMapping contained() {
      return element;
    }

    @Override
    public Value write(Object object) {
      if (object instanceof Set<?> set) {
        return new Value.SetOf(elements(element, set));
      }
      throw UnsuitableValueException.of("a Set", object);
    }

    @Override
    public Object read(Value value) {
      if (!(value instanceof Value.SetOf(List<Value.Scalar> elements))) {
        throw unexpected("set", value);
      }
      Set<Object> set = new LinkedHashSet<>();
      elements.forEach(scalar -> set.add(element.read(scalar)));
      return Collections.unmodifiableSet(set);
    }

    @Override
    public Value zero() {
      return new Value.SetOf(List.of());
    }

    @Override
    public boolean accepts(Class<?> type) {
      return Set.class.isAssignableFrom(type);
    }
  }

  /** Maps. */
  record MapMapping(ScalarMapping key, ScalarMapping value) implements ContainerMapping {
    @Override
    public ScalarMapping contained() {
      return key;
    }

    @Override
    public Value write(Object object) {
      if (!(object instanceof Map<?, ?> map)) {
        throw UnsuitableValueException.of("a Map", object);
      }
      List<Value.Entry> entries = new ArrayList<>(map.size());
      map.forEach((k, v) -> entries.add(new Value.Entry(scalar(key, k), scalar(value, v))));
      return new Value.MapOf(entries);
    }

    @Override
    public Object read(Value found) {
      if (!(found instanceof Value.MapOf(List<Value.Entry> entries))) {
        throw unexpected("map", found);
      }
      Map<Object, Object> map = new LinkedHashMap<>();
      entries.forEach(entry -> map.put(key.read(entry.key()), value.read(entry.value())));
      return Collections.unmodifiableMap(map);
    }

    @Override
    public Value zero() {
      return new Value.MapOf(List.of());
    }

    @Override
    public boolean accepts(Class<?> type) {
      return Map.class.isAssignableFrom(type);
    }
  }

  private static List<Value.Scalar> elements(ScalarMapping mapping, Collection<?> objects) {
    List<Value.Scalar> elements = new ArrayList<>(objects.size());
    for (Object object : objects) {
      elements.add(scalar(mapping, object));
    }
    return elements;
  }

  private static Value.Scalar scalar(ScalarMapping mapping, @Nullable Object object) {
    if (object == null) {
      throw new UnsuitableValueException("a container must not hold null");
    }
    return mapping.element(object);
  }

  private static UnsuitableValueException unexpected(String expected, Value found) {
    return new UnsuitableValueException(
        "expected an attribute of type " + expected + ", found " + found.typeName());
  }
}
