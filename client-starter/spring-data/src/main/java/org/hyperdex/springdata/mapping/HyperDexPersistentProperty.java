package org.hyperdex.springdata.mapping;

import java.util.List;
import org.springframework.data.core.TypeInformation;
import org.springframework.data.mapping.Association;
import org.springframework.data.mapping.MappingException;
import org.springframework.data.mapping.model.AnnotationBasedPersistentProperty;
import org.springframework.data.mapping.model.Property;
import org.springframework.data.mapping.model.SimpleTypeHolder;

/** A property and the attribute that holds it. */
public final class HyperDexPersistentProperty
    extends AnnotationBasedPersistentProperty<HyperDexPersistentProperty> {
  private final String attributeName;

  HyperDexPersistentProperty(
      Property property, HyperDexPersistentEntity<?> owner, SimpleTypeHolder simpleTypes) {
    super(property, owner, simpleTypes);
    Attribute attribute = findAnnotation(Attribute.class);
    this.attributeName =
        attribute == null || attribute.value().isEmpty() ? getName() : attribute.value();
  }

  /** The name of the attribute. */
  public String attributeName() {
    return attributeName;
  }

  /** Whether the property is kept: it has a field, and nothing says that it is not to be stored. */
  boolean isStored() {
    return getField() != null && !isTransient() && isWritable();
  }

  /** None: no object is kept inside of another, so no further class is to be looked at. */
  @Override
  public Iterable<? extends TypeInformation<?>> getPersistentEntityTypeInformation() {
    return List.of();
  }

  @Override
  protected Association<HyperDexPersistentProperty> createAssociation() {
    throw new MappingException(
        "property %s of %s is a reference: HyperDex has none, keep the other object's key"
            .formatted(getName(), getOwner().getType().getName()));
  }
}
