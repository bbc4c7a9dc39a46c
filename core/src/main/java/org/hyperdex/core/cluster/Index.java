package org.hyperdex.core.cluster;

/**
 * A secondary index.
 *
 * @param id unique in the cluster
 * @param attribute position of the attribute in {@code Schema} numbering
 * @param path the path inside a document attribute; empty otherwise
 * @param state how far it is
 */
public record Index(long id, int attribute, String path, State state) {
  /** How far an index is: searches use it only when it is {@link #READY}. */
  public enum State {
    /** Part of the space's description; this version keeps no index yet, searches scan. */
    DECLARED,
    BUILDING,
    READY,
    DROPPING
  }
}
