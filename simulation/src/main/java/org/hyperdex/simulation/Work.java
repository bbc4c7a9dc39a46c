package org.hyperdex.simulation;

/** What clients mostly do. */
public enum Work {
  /** Some of everything. */
  MIXED,
  /** Objects move, and are searched for and counted. */
  SEARCHING,
  /** Objects come and go. */
  CHURN,
  /** Objects come and go, and are counted. */
  COUNTING,
  /** Objects are changed and removed in groups, while others change them one by one. */
  GROUPING,
  /** Objects are changed and read. */
  READING,
  /** Objects are changed, and searched for and counted by predicates of every kind. */
  QUERYING,
  /** The same, one object at a time: nobody searches. */
  OBJECTS,
  /** Everything that there is, on objects with attributes of all types. */
  TYPES;

  /** Whether it is about the kinds of operations that there are, and of values. */
  boolean isAboutKinds() {
    return this == TYPES;
  }
}
