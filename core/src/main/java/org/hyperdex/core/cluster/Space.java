package org.hyperdex.core.cluster;

import java.util.List;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.schema.AttributePath;
import org.hyperdex.core.schema.Schema;

/**
 * A space: its schema and where its objects are.
 *
 * @param id unique in the cluster
 * @param name unique in the cluster, may change
 * @param schema the attributes, fixed for the space's life
 * @param faultTolerance f: each region wants f + 1 replicas
 * @param partitions the number its description asked for
 * @param description the canonical text of what it is now; indices on places in documents, which
 *     the language has no words for, are not in it
 * @param subspaces the key subspace first
 * @param indices secondary indices
 */
public record Space(
    long id,
    String name,
    Schema schema,
    int faultTolerance,
    int partitions,
    String description,
    List<Subspace> subspaces,
    List<Index> indices) {
  public Space {
    subspaces = List.copyOf(subspaces);
    indices = List.copyOf(indices);
  }

  /** The key subspace. */
  public Subspace keySubspace() {
    return subspaces.getFirst();
  }

  /** What {@code index} is on: an attribute, or a path in one. */
  public AttributePath indexed(Index index) {
    return new AttributePath(
        schema.attribute(index.attribute()).name(), DocumentPath.parse(index.path()));
  }

  /** This space with other indices. */
  public Space withIndices(List<Index> newIndices) {
    return new Space(
        id, name, schema, faultTolerance, partitions, description, subspaces, newIndices);
  }

  /** This space with another text of what it is. */
  public Space withDescription(String newDescription) {
    return new Space(
        id, name, schema, faultTolerance, partitions, newDescription, subspaces, indices);
  }

  /** This space with other subspaces. */
  public Space withSubspaces(List<Subspace> newSubspaces) {
    return new Space(
        id, name, schema, faultTolerance, partitions, description, newSubspaces, indices);
  }
}
