package org.hyperdex.core.schema;

import java.util.List;
import java.util.stream.Collectors;

/** Writes descriptions. */
public final class SpaceText {
  private SpaceText() {}

  /**
   * The canonical text of {@code description}: {@link SpaceParser#parse} makes an equal description
   * of it. Every attribute has its type, every default is written, comments are gone; indices that
   * follow from the subspaces are left out. Lines end with a line feed, the last one does not.
   */
  public static String of(SpaceDescription description) {
    Schema schema = description.schema();
    StringBuilder text = new StringBuilder();
    text.append("space ").append(description.name());
    text.append("\nkey ").append(declaration(schema.key()));
    String separator = "\nattributes\n  ";
    for (Attribute attribute : schema.attributes().subList(1, schema.size())) {
      text.append(separator).append(declaration(attribute));
      separator = ",\n  ";
    }
    for (List<Integer> subspace : description.subspaces()) {
      String names =
          subspace.stream()
              .map(position -> schema.attribute(position).name())
              .collect(Collectors.joining(", "));
      text.append("\nsubspace ").append(names);
    }
    for (int index : declaredIndices(description)) {
      text.append("\nindex ").append(schema.attribute(index).name());
    }
    text.append("\ntolerate ").append(description.faultTolerance()).append(" failures");
    text.append("\ncreate ").append(description.partitions()).append(" partitions");
    if (description.authorization()) {
      text.append("\nwith authorization");
    }
    return text.toString();
  }

  private static String declaration(Attribute attribute) {
    return attribute.type().description() + " " + attribute.name();
  }

  /** The fewest indices to declare so that those of the subspaces, ascending, complete the list. */
  private static List<Integer> declaredIndices(SpaceDescription description) {
    List<Integer> indices = description.indices();
    int declared = indices.size();
    while (declared > 0 && followsFromSubspaces(description, declared - 1)) {
      declared--;
    }
    return indices.subList(0, declared);
  }

  private static boolean followsFromSubspaces(SpaceDescription description, int place) {
    List<Integer> indices = description.indices();
    int index = indices.get(place);
    return description.subspaces().stream().anyMatch(subspace -> subspace.contains(index))
        && (place + 1 == indices.size() || index < indices.get(place + 1));
  }
}
