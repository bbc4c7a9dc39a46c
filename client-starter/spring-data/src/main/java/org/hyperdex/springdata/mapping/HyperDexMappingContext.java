package org.hyperdex.springdata.mapping;

import java.util.Set;
import org.hyperdex.core.protocol.Version;
import org.springframework.data.core.TypeInformation;
import org.springframework.data.mapping.context.AbstractMappingContext;
import org.springframework.data.mapping.model.Property;
import org.springframework.data.mapping.model.SimpleTypeHolder;

/** All mapped classes; those not named beforehand are added when they are first used. */
public final class HyperDexMappingContext
    extends AbstractMappingContext<HyperDexPersistentEntity<?>, HyperDexPersistentProperty> {
  /** A context that knows no class yet. */
  public HyperDexMappingContext() {
    setSimpleTypeHolder(new SimpleTypeHolder(Set.of(Version.class), true));
  }

  @Override
  protected <T> HyperDexPersistentEntity<?> createPersistentEntity(TypeInformation<T> type) {
    return new HyperDexPersistentEntity<>(type);
  }

  @Override
  protected HyperDexPersistentProperty createPersistentProperty(
      Property property, HyperDexPersistentEntity<?> owner, SimpleTypeHolder simpleTypes) {
    return new HyperDexPersistentProperty(property, owner, simpleTypes);
  }
}
