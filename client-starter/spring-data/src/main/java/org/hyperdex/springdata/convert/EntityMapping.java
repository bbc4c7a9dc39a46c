package org.hyperdex.springdata.convert;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.client.StoredObject;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.springdata.mapping.HyperDexPersistentEntity;
import org.hyperdex.springdata.mapping.HyperDexPersistentProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.data.mapping.MappingException;
import org.springframework.data.mapping.PersistentPropertyAccessor;
import org.springframework.data.mapping.model.EntityInstantiators;
import org.springframework.data.mapping.model.InstantiationAwarePropertyAccessor;
import org.springframework.data.mapping.model.PersistentEntityParameterValueProvider;
import org.springframework.data.mapping.model.PropertyValueProvider;

/**
 * The mapping of one class: its space, and how each of its properties becomes a value.
 *
 * <p>Values of callers that do not fit are {@link InvalidDataAccessApiUsageException}s, a space
 * that does not fit the class is an {@link InvalidDataAccessResourceUsageException}.
 */
public final class EntityMapping<T> {
  private static final EntityInstantiators INSTANTIATORS = new EntityInstantiators();

  private final HyperDexPersistentEntity<T> entity;
  private final HyperDexPersistentProperty key;
  private final Optional<HyperDexPersistentProperty> version;
  private final Map<HyperDexPersistentProperty, ValueMapping> mappings;

  private EntityMapping(
      HyperDexPersistentEntity<T> entity,
      HyperDexPersistentProperty key,
      Map<HyperDexPersistentProperty, ValueMapping> mappings) {
    this.entity = entity;
    this.key = key;
    this.version = Optional.ofNullable(entity.getVersionProperty());
    this.mappings = mappings;
  }

  /**
   * The mapping of a class.
   *
   * @throws MappingException if it has no key, or a property of a type that HyperDex does not hold
   */
  static <T> EntityMapping<T> of(HyperDexPersistentEntity<T> entity) {
    HyperDexPersistentProperty key = entity.getIdProperty();
    if (key == null) {
      throw new MappingException(
          entity.getType().getName() + " has no key: annotate one property with @Key");
    }
    Map<HyperDexPersistentProperty, ValueMapping> mappings = new HashMap<>();
    mappings.put(key, required(key));
    for (HyperDexPersistentProperty attribute : entity.attributes()) {
      mappings.put(attribute, required(attribute));
    }
    if (!mappings.get(key).ordered()) {
      throw new MappingException(
          "key %s of %s is a container: a key is a string, a number or an Instant"
              .formatted(key.getName(), entity.getType().getName()));
    }
    return new EntityMapping<>(entity, key, Map.copyOf(mappings));
  }

  private static ValueMapping required(HyperDexPersistentProperty property) {
    return ValueMapping.of(property.getTypeInformation())
        .orElseThrow(() ->
            new MappingException(
                ("property %s of %s is of type %s, which no attribute holds: use String,"
                        + " byte[], int, long, double, Instant, or a List, Set or Map of"
                        + " strings and numbers; or mark it as @Transient")
                    .formatted(
                        property.getName(),
                        property.getOwner().getType().getName(),
                        property.getTypeInformation())));
  }

  /** The name of the space. */
  public String spaceName() {
    return entity.spaceName();
  }

  /** The class. */
  public Class<T> type() {
    return entity.getType();
  }

  /** Whether objects carry their version. */
  public boolean isVersioned() {
    return version.isPresent();
  }

  /** The name of the attribute that holds a property. */
  public String attributeName(String propertyName) {
    return property(propertyName).attributeName();
  }

  /** How a property that is the key or an attribute becomes a value. */
  public ValueMapping valueMapping(String propertyName) {
    return mapping(property(propertyName));
  }

  private ValueMapping mapping(HyperDexPersistentProperty property) {
    ValueMapping mapping = mappings.get(property);
    if (mapping == null) {
      throw new InvalidDataAccessApiUsageException(
          "property %s of %s is no attribute"
              .formatted(property.getName(), entity.getType().getName()));
    }
    return mapping;
  }

  private HyperDexPersistentProperty property(String name) {
    HyperDexPersistentProperty property = entity.getPersistentProperty(name);
    if (property == null) {
      throw new InvalidDataAccessApiUsageException(
          "%s has no property %s".formatted(entity.getType().getName(), name));
    }
    return property;
  }

  /** The value of a property, for a condition or a key. */
  public Value value(String propertyName, @Nullable Object object) {
    return value(property(propertyName), object);
  }

  /** The value of a key. */
  public Value keyValue(@Nullable Object id) {
    return value(key, id);
  }

  private Value value(HyperDexPersistentProperty property, @Nullable Object object) {
    if (object == null) {
      throw new InvalidDataAccessApiUsageException(
          "property %s of %s has no value: HyperDex knows no null"
              .formatted(property.getName(), entity.getType().getName()));
    }
    return written(property, object);
  }

  private Value written(HyperDexPersistentProperty property, Object object) {
    try {
      return mapping(property).write(object);
    } catch (UnsuitableValueException e) {
      throw new InvalidDataAccessApiUsageException(
          "property %s of %s: %s"
              .formatted(property.getName(), entity.getType().getName(), e.getMessage()),
          e);
    }
  }

  /** The key of an object. */
  public Value keyOf(T object) {
    return keyValue(entity.getPropertyAccessor(object).getProperty(key));
  }

  /** The attributes of an object, all of them. */
  public Map<String, Value> attributesOf(T object) {
    PersistentPropertyAccessor<T> accessor = entity.getPropertyAccessor(object);
    Map<String, Value> attributes = new LinkedHashMap<>();
    for (HyperDexPersistentProperty property : entity.attributes()) {
      Object value = accessor.getProperty(property);
      attributes.put(
          property.attributeName(),
          value == null ? mapping(property).zero() : written(property, value));
    }
    return attributes;
  }

  /** The version an object carries; empty if it was never stored, or its class has no version. */
  public Optional<Version> versionOf(T object) {
    return version
        .map(property -> entity.getPropertyAccessor(object).getProperty(property))
        .map(this::version);
  }

  private Version version(Object carried) {
    if (carried instanceof Version known) {
      return known;
    }
    try {
      return Version.parse(carried.toString());
    } catch (IllegalArgumentException e) {
      throw new InvalidDataAccessApiUsageException(
          "%s carries no version of HyperDex: '%s'".formatted(entity.getType().getName(), carried),
          e);
    }
  }

  /** The object with its new version; the same instance if its class lets it be changed. */
  public T withVersion(T object, Version newVersion) {
    if (version.isEmpty()) {
      return object;
    }
    HyperDexPersistentProperty property = version.get();
    PersistentPropertyAccessor<T> accessor =
        new InstantiationAwarePropertyAccessor<>(
            object, entity::getPropertyAccessor, INSTANTIATORS);
    accessor.setProperty(property, carried(property, newVersion));
    return accessor.getBean();
  }

  private static Object carried(HyperDexPersistentProperty property, Version version) {
    return property.getType() == String.class ? version.toString() : version;
  }

  /** The object that was stored. */
  public T read(StoredObject stored) {
    PropertyValueProvider<HyperDexPersistentProperty> values = new StoredValues(stored);
    T object =
        INSTANTIATORS
            .getInstantiatorFor(entity)
            .createInstance(
                entity, new PersistentEntityParameterValueProvider<>(entity, values, null));
    if (!entity.requiresPropertyPopulation()) {
      return object;
    }
    PersistentPropertyAccessor<T> accessor = entity.getPropertyAccessor(object);
    populate(accessor, key, values);
    entity.attributes().forEach(property -> populate(accessor, property, values));
    version.ifPresent(property -> populate(accessor, property, values));
    return accessor.getBean();
  }

  private void populate(
      PersistentPropertyAccessor<T> accessor,
      HyperDexPersistentProperty property,
      PropertyValueProvider<HyperDexPersistentProperty> values) {
    if (!entity.isCreatorArgument(property)) {
      accessor.setProperty(property, values.getPropertyValue(property));
    }
  }

  /** The values of the properties of an object that was stored. */
  private final class StoredValues implements PropertyValueProvider<HyperDexPersistentProperty> {
    private final StoredObject stored;

    StoredValues(StoredObject stored) {
      this.stored = stored;
    }

    // The caller asks for the property's own type, of which the mapping's objects are.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    @Override
    public <V> @Nullable V getPropertyValue(HyperDexPersistentProperty property) {
      return (V) read(property);
    }

    private @Nullable Object read(HyperDexPersistentProperty property) {
      if (property.isVersionProperty()) {
        return carried(property, stored.version());
      }
      ValueMapping mapping = mappings.get(property);
      if (mapping == null) {
        return null;
      }
      try {
        return mapping.read(property.isIdProperty() ? keyOf(property) : attribute(property));
      } catch (UnsuitableValueException e) {
        throw new InvalidDataAccessResourceUsageException(
            "attribute %s of space %s does not fit property %s of %s: %s"
                .formatted(
                    property.attributeName(),
                    spaceName(),
                    property.getName(),
                    entity.getType().getName(),
                    e.getMessage()),
            e);
      }
    }

    private Value keyOf(HyperDexPersistentProperty property) {
      if (!stored.keyName().equals(property.attributeName())) {
        throw new InvalidDataAccessResourceUsageException(
            "the key of space %s is %s, not %s as key %s of %s says"
                .formatted(
                    spaceName(),
                    stored.keyName(),
                    property.attributeName(),
                    property.getName(),
                    entity.getType().getName()));
      }
      return stored.key();
    }

    private Value attribute(HyperDexPersistentProperty property) {
      return stored
          .attribute(property.attributeName())
          .orElseThrow(() ->
              new InvalidDataAccessResourceUsageException(
                  "space %s has no attribute %s, which property %s of %s is mapped to"
                      .formatted(
                          spaceName(),
                          property.attributeName(),
                          property.getName(),
                          entity.getType().getName())));
    }
  }
}
