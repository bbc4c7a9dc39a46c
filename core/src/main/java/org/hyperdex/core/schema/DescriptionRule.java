package org.hyperdex.core.schema;

/** What a space description can violate. The ids are stable: tools and tests may rely on them. */
public enum DescriptionRule {
  /** The text does not follow the grammar. */
  SYNTAX("syntax"),
  /** A control character, a byte order mark, or outside of comments anything that is not ASCII. */
  ILLEGAL_CHARACTER("illegal-character"),
  /** A number does not fit 64 bits. */
  NUMBER_OVERFLOW("number-overflow"),
  /** The text is longer than {@link SpaceLimits#TEXT_CHARACTERS}. */
  TEXT_TOO_LONG("text-too-long"),
  /** The space's name is not a word, or starts with two underscores. */
  SPACE_NAME("space-name"),
  /** The key's name is not a word, or starts with two underscores. */
  KEY_NAME("key-name"),
  /** The key's type has no coordinate in the hyperspace. */
  KEY_TYPE("key-type"),
  /** An attribute's name is not a word, or starts with two underscores. */
  ATTRIBUTE_NAME("attribute-name"),
  /** Two attributes have the same name. */
  ATTRIBUTE_DUPLICATE("attribute-duplicate"),
  /** An attribute has the key's name. */
  ATTRIBUTE_IS_KEY("attribute-is-key"),
  /** A subspace names something that is not a secondary attribute. */
  SUBSPACE_ATTRIBUTE_UNKNOWN("subspace-attribute-unknown"),
  /** A subspace names an attribute whose type has no coordinate in the hyperspace. */
  SUBSPACE_ATTRIBUTE_TYPE("subspace-attribute-type"),
  /** A subspace names an attribute twice. */
  SUBSPACE_ATTRIBUTE_DUPLICATE("subspace-attribute-duplicate"),
  /** Two subspaces have the same attributes in the same order. */
  SUBSPACE_DUPLICATE("subspace-duplicate"),
  /** A subspace has no attribute; text cannot say this, a program can. */
  SUBSPACE_EMPTY("subspace-empty"),
  /** An index names the key. */
  INDEX_ON_KEY("index-on-key"),
  /** An index names something that is not an attribute. */
  INDEX_ATTRIBUTE_UNKNOWN("index-attribute-unknown"),
  /** An index names an attribute whose type cannot be indexed. */
  INDEX_ATTRIBUTE_TYPE("index-attribute-type"),
  /** Two indices name the same attribute. */
  INDEX_DUPLICATE("index-duplicate"),
  /** A subspace's attribute has no index; neither text nor the builder can say this. */
  INDEX_MISSING("index-missing"),
  /** The number of partitions is less than 1. */
  PARTITIONS_ZERO("partitions-zero"),
  /** The number of partitions is more than {@link SpaceLimits#PARTITIONS}. */
  TOO_MANY_PARTITIONS("too-many-partitions"),
  /** Partitions times subspaces is more than {@link SpaceLimits#REQUESTED_REGIONS}. */
  TOO_MANY_REGIONS("too-many-regions"),
  /** The failures to tolerate are more than {@link SpaceLimits#FAULT_TOLERANCE}, or negative. */
  FAULT_TOLERANCE("fault-tolerance"),
  /** A name is longer than {@link SpaceLimits#NAME_BYTES}. */
  NAME_TOO_LONG("name-too-long"),
  /** The secondary attributes are more than {@link SpaceLimits#ATTRIBUTES}. */
  TOO_MANY_ATTRIBUTES("too-many-attributes"),
  /** The subspaces are more than {@link SpaceLimits#SUBSPACES}. */
  TOO_MANY_SUBSPACES("too-many-subspaces"),
  /** A subspace's attributes are more than {@link SpaceLimits#DIMENSIONS}. */
  TOO_MANY_DIMENSIONS("too-many-dimensions"),
  /** Objects are to carry secrets, which no server looks at: see {@link SpaceParser#parseNew}. */
  AUTHORIZATION("authorization");

  private final String id;

  DescriptionRule(String id) {
    this.id = id;
  }

  /** The rule's stable name, in kebab-case. */
  public String id() {
    return id;
  }
}
