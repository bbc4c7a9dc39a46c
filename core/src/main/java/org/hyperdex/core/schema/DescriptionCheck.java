package org.hyperdex.core.schema;

import java.util.List;

/**
 * Checks the parts of a description under the same rules as a text, by assembling them once more.
 */
final class DescriptionCheck {
  private DescriptionCheck() {}

  /**
   * Throws unless the parts keep every rule.
   *
   * @throws SpaceDescriptionException if one is violated
   */
  static void check(
      String name,
      Schema schema,
      List<List<Integer>> subspaces,
      List<Integer> indices,
      int faultTolerance,
      int partitions) {
    SpaceAssembly assembly = new SpaceAssembly(SourceText.NONE);
    assembly.name(name);
    assembly.key(schema.key().name(), schema.key().type());
    for (Attribute attribute : schema.attributes().subList(1, schema.size())) {
      assembly.attribute(attribute.name(), attribute.type());
    }
    for (List<Integer> dimensions : subspaces) {
      assembly.beginSubspace();
      for (int dimension : dimensions) {
        assembly.dimension(nameAt(schema, dimension));
      }
      assembly.endSubspace();
    }
    for (int index : indices) {
      assembly.index(nameAt(schema, index));
    }
    for (int missing : assembly.missingIndices()) {
      throw SourceText.NONE.failure(
          DescriptionRule.INDEX_MISSING,
          SourceText.NOWHERE,
          "subspace attribute " + SourceText.quote(nameAt(schema, missing)) + " has no index");
    }
    assembly.tolerate(faultTolerance, SourceText.NOWHERE);
    assembly.partitions(partitions, SourceText.NOWHERE);
    assembly.checkRegions();
  }

  private static String nameAt(Schema schema, int position) {
    return position >= 0 && position < schema.size()
        ? schema.attribute(position).name()
        : "position " + position;
  }
}
