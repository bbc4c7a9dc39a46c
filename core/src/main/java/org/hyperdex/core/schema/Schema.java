package org.hyperdex.core.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The attributes of a space: attribute 0 is the key, 1..n are the secondary attributes.
 *
 * <p>Positions in this numbering are what checks, functions, dimensions and indices name.
 */
public final class Schema {
  private final List<Attribute> attributes;
  private final Map<String, Integer> positions = new HashMap<>();

  /** Makes a schema of {@code attributes}, the key first; names must be distinct. */
  public Schema(List<Attribute> attributes) {
    this.attributes = List.copyOf(attributes);
    if (attributes.isEmpty()) {
      throw new IllegalArgumentException("a schema has at least a key");
    }
    for (int i = 0; i < attributes.size(); i++) {
      if (positions.put(attributes.get(i).name(), i) != null) {
        throw new IllegalArgumentException("two attributes are called " + attributes.get(i).name());
      }
    }
  }

  /** All attributes, the key first. */
  public List<Attribute> attributes() {
    return attributes;
  }

  /** The key attribute. */
  public Attribute key() {
    return attributes.getFirst();
  }

  /** The attribute at {@code position}. */
  public Attribute attribute(int position) {
    return attributes.get(position);
  }

  /** The number of attributes, the key included. */
  public int size() {
    return attributes.size();
  }

  /** The position of the attribute called {@code name}, if there is one. */
  public OptionalInt position(String name) {
    Integer position = positions.get(name);
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schema that && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return attributes.hashCode();
  }

  @Override
  public String toString() {
    return "Schema" + attributes;
  }
}
