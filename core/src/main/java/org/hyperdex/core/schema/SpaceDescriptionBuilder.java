package org.hyperdex.core.schema;

import org.hyperdex.core.data.AttributeType;

/**
 * Makes a description without a text, under the rules and with the defaults of the text.
 *
 * <p>Every method throws {@link SpaceDescriptionException}, whose error has no position, if what it
 * is given violates a rule. Attributes must be declared before they are named; the key comes first.
 * For one thread.
 */
public final class SpaceDescriptionBuilder {
  private final SpaceAssembly assembly = new SpaceAssembly(SourceText.NONE);
  private boolean hasKey;

  SpaceDescriptionBuilder(String name) {
    assembly.name(name);
  }

  /**
   * Sets the key, once.
   *
   * @throws IllegalStateException if there is a key already
   */
  public SpaceDescriptionBuilder key(String name, AttributeType type) {
    if (hasKey) {
      throw new IllegalStateException("the space already has a key");
    }
    assembly.key(name, type);
    hasKey = true;
    return this;
  }

  /** Adds a secondary attribute. */
  public SpaceDescriptionBuilder attribute(String name, AttributeType type) {
    requireKey();
    assembly.attribute(name, type);
    return this;
  }

  /** Adds a subspace spanned by {@code attributes}. */
  public SpaceDescriptionBuilder subspace(String... attributes) {
    requireKey();
    assembly.beginSubspace();
    for (String attribute : attributes) {
      assembly.dimension(attribute);
    }
    assembly.endSubspace();
    return this;
  }

  /** Adds an index on {@code attribute}. */
  public SpaceDescriptionBuilder index(String attribute) {
    requireKey();
    assembly.index(attribute);
    return this;
  }

  /** Sets how many servers may fail. */
  public SpaceDescriptionBuilder tolerate(int failures) {
    assembly.tolerate(failures, SourceText.NOWHERE);
    return this;
  }

  /** Sets how many partitions each subspace is to be cut into. */
  public SpaceDescriptionBuilder partitions(int number) {
    assembly.partitions(number, SourceText.NOWHERE);
    return this;
  }

  /** Makes objects carry a secret. */
  public SpaceDescriptionBuilder authorization() {
    assembly.authorization();
    return this;
  }

  /** The description; the builder may go on afterwards. */
  public SpaceDescription build() {
    requireKey();
    return assembly.build();
  }

  private void requireKey() {
    if (!hasKey) {
      throw new IllegalStateException("the key comes first");
    }
  }
}
