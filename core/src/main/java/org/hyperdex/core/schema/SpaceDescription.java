package org.hyperdex.core.schema;

import java.util.List;

/**
 * What a space description says. It is valid: the constructor checks every rule.
 *
 * @param name the space's name
 * @param schema the key and the secondary attributes
 * @param subspaces for each declared subspace the positions of its attributes in {@code schema};
 *     the key subspace is not among them
 * @param indices positions of the attributes to index: the declared ones, then every subspace
 *     attribute that was not declared, ascending; each once
 * @param faultTolerance f: how many servers may fail
 * @param partitions the number of partitions asked for, per subspace
 * @param authorization whether objects carry a secret
 */
public record SpaceDescription(
    String name,
    Schema schema,
    List<List<Integer>> subspaces,
    List<Integer> indices,
    int faultTolerance,
    int partitions,
    boolean authorization) {

  /**
   * Checks and copies.
   *
   * @throws SpaceDescriptionException if a rule is violated
   */
  public SpaceDescription {
    subspaces = subspaces.stream().map(List::copyOf).toList();
    indices = List.copyOf(indices);
    DescriptionCheck.check(name, schema, subspaces, indices, faultTolerance, partitions);
  }

  /** Starts the description of a space called {@code name}. */
  public static SpaceDescriptionBuilder builder(String name) {
    return new SpaceDescriptionBuilder(name);
  }
}
