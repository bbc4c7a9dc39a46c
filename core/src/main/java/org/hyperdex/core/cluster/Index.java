package org.hyperdex.core.cluster;

/**
 * A secondary index.
 *
 * <p>Every server keeps the indices that its configuration names, and builds what it lacks of them;
 * its searches use what is complete at it, whatever the state says.
 *
 * @param id unique in the cluster, never used again
 * @param attribute position of the attribute in {@code Schema} numbering
 * @param path the path inside a document attribute; empty otherwise
 * @param state how far it is
 */
public record Index(long id, int attribute, String path, State state) {
  /** How far an index is. */
  public enum State {
    /** Some copies of regions do not have all entries yet. */
    BUILDING,
    /** All copies have had all entries once; new copies build their own. */
    READY
  }

  /** This index in another state. */
  public Index in(State newState) {
    return new Index(id, attribute, path, newState);
  }
}
