package org.hyperdex.simulation;

/** What clients mostly do. */
public enum Work {
  /** Some of everything. */
  MIXED,
  /** Objects move, and are searched for and counted. */
  SEARCHING,
  /** Objects come and go. */
  CHURN,
  /** Objects are changed and read. */
  READING,
  /** The same, one object at a time: nobody searches. */
  OBJECTS
}
