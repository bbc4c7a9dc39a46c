package org.hyperdex.core.schema;

import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Values;

/** A space with an attribute of every type. */
public final class SpaceOfAllTypes {
  private SpaceOfAllTypes() {}

  /** The name of the attribute of that type. */
  public static String attribute(AttributeType type) {
    return "a" + Values.types().indexOf(type);
  }

  /**
   * The space's description.
   *
   * @param key type and name
   * @param first type and name of the attributes before the others
   * @param rest what follows the attributes
   */
  public static String description(String name, String key, String first, String rest) {
    StringBuilder attributes = new StringBuilder(first);
    for (AttributeType type : Values.types()) {
      attributes.append(", ").append(type.description()).append(' ').append(attribute(type));
    }
    return "space %s key %s attributes %s %s".formatted(name, key, attributes, rest);
  }
}
