package org.hyperdex.springdata.convert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.core.TypeInformation;

/** How objects of one Java type become values of one attribute type, and back. */
public sealed interface ValueMapping permits ScalarMapping, ContainerMapping {
  /**
   * The value of an object.
   *
   * @throws UnsuitableValueException if there is none
   */
  Value write(Object object);

  /**
   * The object of a value.
   *
   * @throws UnsuitableValueException if the value is of another type, or outside the Java type's
   *     range
   */
  Object read(Value value);

  /** The value that stands for null. */
  Value zero();

  /** Whether the values have an order, so that ranges make sense. */
  boolean ordered();

  /**
   * How the arguments of {@code operator} become values, of {@link Operator#IN} each of them; empty
   * if values of this type cannot be compared so.
   */
  Optional<ValueMapping> argument(Operator operator);

  /** Whether {@link #write} takes objects of {@code type}. */
  boolean accepts(Class<?> type);

  /** The mapping for a declared type, if HyperDex can hold it. */
  static Optional<ValueMapping> of(TypeInformation<?> type) {
    Class<?> raw = type.getType();
    Optional<ScalarMapping> scalar = ScalarMapping.of(raw);
    if (scalar.isPresent()) {
      return Optional.of(scalar.get());
    }
    if (raw == List.class) {
      return element(type.getComponentType()).map(ContainerMapping.ListMapping::new);
    }
    if (raw == Set.class) {
      return element(type.getComponentType()).map(ContainerMapping.SetMapping::new);
    }
    if (raw == Map.class) {
      return element(type.getComponentType())
          .flatMap(key ->
              element(type.getMapValueType())
                  .map(value -> new ContainerMapping.MapMapping(key, value)));
    }
    return Optional.empty();
  }

  private static Optional<ScalarMapping> element(@Nullable TypeInformation<?> type) {
    return type == null
        ? Optional.empty()
        : ScalarMapping.of(type.getType()).filter(ScalarMapping::elementOfContainers);
  }
}
