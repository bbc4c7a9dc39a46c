package org.hyperdex.springdata.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.protocol.Version;
import org.springframework.data.core.TypeInformation;
import org.springframework.data.mapping.MappingException;
import org.springframework.data.mapping.model.BasicPersistentEntity;
import org.springframework.util.StringUtils;

/** A class and the space that keeps its objects. */
public final class HyperDexPersistentEntity<T>
    extends BasicPersistentEntity<T, HyperDexPersistentProperty> {
  private final String spaceName;
  private volatile List<HyperDexPersistentProperty> attributes = List.of();

  HyperDexPersistentEntity(TypeInformation<T> type) {
    super(type);
    Space space = findAnnotation(Space.class);
    this.spaceName =
        space == null || space.value().isEmpty()
            ? StringUtils.uncapitalize(type.getType().getSimpleName())
            : space.value();
  }

  /** The name of the space. */
  public String spaceName() {
    return spaceName;
  }

  /** The properties that are attributes: all that are stored, but the key and the version. */
  public List<HyperDexPersistentProperty> attributes() {
    return attributes;
  }

  @Override
  public void verify() {
    super.verify();
    List<HyperDexPersistentProperty> stored = new ArrayList<>();
    for (HyperDexPersistentProperty property : this) {
      if (property.isStored() && !property.isIdProperty() && !property.isVersionProperty()) {
        stored.add(property);
      }
    }
    attributes = List.copyOf(stored);
    requireDistinctNames();
    requireVersionType();
  }

  private void requireDistinctNames() {
    Map<String, String> propertyNames = new HashMap<>();
    List<HyperDexPersistentProperty> named = new ArrayList<>(attributes);
    HyperDexPersistentProperty key = getIdProperty();
    if (key != null) {
      named.add(key);
    }
    for (HyperDexPersistentProperty property : named) {
      String other = propertyNames.put(property.attributeName(), property.getName());
      if (other != null) {
        throw new MappingException(
            "properties %s and %s of %s are both attribute %s"
                .formatted(
                    other, property.getName(), getType().getName(), property.attributeName()));
      }
    }
  }

  private void requireVersionType() {
    HyperDexPersistentProperty version = getVersionProperty();
    if (version != null
        && version.getType() != String.class
        && version.getType() != Version.class) {
      throw new MappingException(
          "version property %s of %s is a %s: it must be a String or an %s"
              .formatted(
                  version.getName(),
                  getType().getName(),
                  version.getType().getName(),
                  Version.class.getName()));
    }
  }
}
