package org.hyperdex.springdata.convert;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.hyperdex.springdata.mapping.HyperDexMappingContext;
import org.hyperdex.springdata.mapping.HyperDexPersistentEntity;
import org.springframework.data.mapping.MappingException;
import org.springframework.util.ClassUtils;

/** The mappings of all classes, each made when it is first needed. For any number of threads. */
public final class HyperDexConverter {
  private final HyperDexMappingContext context;
  private final ConcurrentMap<Class<?>, EntityMapping<?>> mappings = new ConcurrentHashMap<>();

  /** A converter for the classes of {@code context}. */
  public HyperDexConverter(HyperDexMappingContext context) {
    this.context = context;
  }

  /** The classes. */
  public HyperDexMappingContext mappingContext() {
    return context;
  }

  /**
   * The mapping of a class.
   *
   * @throws MappingException if the class cannot be mapped
   */
  // The map's entries are made below, each for its own class.
  @SuppressWarnings("unchecked")
  public <T> EntityMapping<T> mapping(Class<T> type) {
    EntityMapping<?> known = mappings.get(type);
    if (known == null) {
      HyperDexPersistentEntity<?> entity = context.getRequiredPersistentEntity(type);
      known = mappings.computeIfAbsent(type, _ -> EntityMapping.of(entity));
    }
    return (EntityMapping<T>) known;
  }

  /** The mapping of an object's class. */
  // An object is an instance of its own class, proxies aside.
  @SuppressWarnings("unchecked")
  public <T> EntityMapping<T> mappingOf(T object) {
    return (EntityMapping<T>) mapping(ClassUtils.getUserClass(object));
  }
}
