package org.hyperdex.core.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hyperdex.core.data.AttributeType;

/**
 * The rules. Takes a description piece by piece, in the order of the text, and refuses the first
 * piece that violates one, pointing at the offset that came with it.
 */
final class SpaceAssembly {
  private final SourceText source;
  private final List<Attribute> attributes = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<List<Integer>> subspaces = new ArrayList<>();
  private final List<Integer> subspace = new ArrayList<>();
  private final List<Integer> indices = new ArrayList<>();
  private String name = "";
  private int faultTolerance = SpaceLimits.DEFAULT_FAULT_TOLERANCE;
  private int partitions = SpaceLimits.DEFAULT_PARTITIONS;
  private int partitionsOffset = SourceText.NOWHERE;
  private boolean authorization;

  SpaceAssembly(SourceText source) {
    this.source = source;
  }

  void name(String newName) {
    name(newName, SourceText.NOWHERE);
  }

  void name(String newName, int offset) {
    checkName(newName, DescriptionRule.SPACE_NAME, "a space", offset);
    name = newName;
  }

  void keyType(AttributeType type, int offset) {
    if (!type.hashable()) {
      throw failure(
          DescriptionRule.KEY_TYPE,
          offset,
          type.description()
              + " is not a type for a key: a key is a string, int, float or timestamp");
    }
  }

  void key(String keyName, AttributeType type) {
    keyType(type, SourceText.NOWHERE);
    key(keyName, SourceText.NOWHERE, type);
  }

  void key(String keyName, int offset, AttributeType type) {
    checkName(keyName, DescriptionRule.KEY_NAME, "a key", offset);
    add(keyName, type);
  }

  void attribute(String attributeName, AttributeType type) {
    attribute(attributeName, SourceText.NOWHERE, type);
  }

  void attribute(String attributeName, int offset, AttributeType type) {
    checkName(attributeName, DescriptionRule.ATTRIBUTE_NAME, "an attribute", offset);
    Integer existing = positions.get(attributeName);
    if (existing != null && existing == 0) {
      throw failure(
          DescriptionRule.ATTRIBUTE_IS_KEY,
          offset,
          "cannot create attribute " + quoted(attributeName) + ": the key has this name");
    }
    if (existing != null) {
      throw failure(
          DescriptionRule.ATTRIBUTE_DUPLICATE,
          offset,
          "cannot create attribute "
              + quoted(attributeName)
              + ": there is already an attribute of this name");
    }
    if (attributes.size() > SpaceLimits.ATTRIBUTES) {
      throw failure(
          DescriptionRule.TOO_MANY_ATTRIBUTES,
          offset,
          "a space has at most " + SpaceLimits.ATTRIBUTES + " attributes besides the key");
    }
    add(attributeName, type);
  }

  void beginSubspace() {
    subspace.clear();
  }

  void dimension(String attributeName) {
    dimension(attributeName, SourceText.NOWHERE);
  }

  /** Adds a dimension to the subspace between {@link #beginSubspace} and {@link #endSubspace}. */
  void dimension(String attributeName, int offset) {
    String cannot = "cannot add " + quoted(attributeName) + " to the subspace: ";
    Integer position = positions.get(attributeName);
    if (position == null || position == 0) {
      throw failure(
          DescriptionRule.SUBSPACE_ATTRIBUTE_UNKNOWN,
          offset,
          cannot
              + (position == null
                  ? "there is no attribute of this name"
                  : "it is the key, which has a subspace of its own"));
    }
    AttributeType type = attributes.get(position).type();
    if (!type.hashable()) {
      throw failure(
          DescriptionRule.SUBSPACE_ATTRIBUTE_TYPE,
          offset,
          cannot
              + "its type is "
              + type.description()
              + ", and a dimension is a string, int, float or timestamp");
    }
    if (subspace.contains(position)) {
      throw failure(
          DescriptionRule.SUBSPACE_ATTRIBUTE_DUPLICATE, offset, cannot + "it is already in it");
    }
    if (subspace.size() == SpaceLimits.DIMENSIONS) {
      throw failure(
          DescriptionRule.TOO_MANY_DIMENSIONS,
          offset,
          "a subspace has at most " + SpaceLimits.DIMENSIONS + " attributes");
    }
    subspace.add(position);
  }

  void endSubspace() {
    endSubspace(SourceText.NOWHERE);
  }

  void endSubspace(int offset) {
    if (subspace.isEmpty()) {
      throw failure(
          DescriptionRule.SUBSPACE_EMPTY, offset, "a subspace has at least one attribute");
    }
    if (subspaces.contains(subspace)) {
      throw failure(
          DescriptionRule.SUBSPACE_DUPLICATE,
          offset,
          "the same subspace is declared twice: it would only keep every object once more");
    }
    if (subspaces.size() == SpaceLimits.SUBSPACES) {
      throw failure(
          DescriptionRule.TOO_MANY_SUBSPACES,
          offset,
          "a space has at most " + SpaceLimits.SUBSPACES + " subspaces besides that of the key");
    }
    subspaces.add(List.copyOf(subspace));
  }

  void index(String attributeName) {
    index(attributeName, SourceText.NOWHERE);
  }

  void index(String attributeName, int offset) {
    String cannot = "cannot create an index on " + quoted(attributeName) + ": ";
    Integer position = positions.get(attributeName);
    if (position == null) {
      throw failure(
          DescriptionRule.INDEX_ATTRIBUTE_UNKNOWN,
          offset,
          cannot + "there is no attribute of this name");
    }
    if (position == 0) {
      throw failure(DescriptionRule.INDEX_ON_KEY, offset, cannot + "it is the key");
    }
    AttributeType type = attributes.get(position).type();
    if (!type.indexable()) {
      throw failure(
          DescriptionRule.INDEX_ATTRIBUTE_TYPE,
          offset,
          cannot + "its type is " + type.description() + ", which cannot be indexed as a whole");
    }
    if (indices.contains(position)) {
      throw failure(DescriptionRule.INDEX_DUPLICATE, offset, cannot + "it already has one");
    }
    indices.add(position);
  }

  void tolerate(long failures, int offset) {
    if (failures < 0 || failures > SpaceLimits.FAULT_TOLERANCE) {
      throw failure(
          DescriptionRule.FAULT_TOLERANCE,
          offset,
          "a space tolerates 0 to " + SpaceLimits.FAULT_TOLERANCE + " failures, not " + failures);
    }
    faultTolerance = (int) failures;
  }

  void partitions(long number, int offset) {
    if (number < 1) {
      throw failure(
          DescriptionRule.PARTITIONS_ZERO,
          offset,
          "the number of partitions must be positive, not " + number);
    }
    if (number > SpaceLimits.PARTITIONS) {
      throw failure(
          DescriptionRule.TOO_MANY_PARTITIONS,
          offset,
          "a space has at most " + SpaceLimits.PARTITIONS + " partitions, not " + number);
    }
    partitions = (int) number;
    partitionsOffset = offset;
  }

  void authorization() {
    authorization = true;
  }

  SpaceDescription build() {
    checkRegions();
    List<Integer> allIndices = new ArrayList<>(indices);
    allIndices.addAll(missingIndices());
    return new SpaceDescription(
        name,
        new Schema(attributes),
        subspaces,
        allIndices,
        faultTolerance,
        partitions,
        authorization);
  }

  /** The dimensions without an index, ascending. */
  List<Integer> missingIndices() {
    TreeSet<Integer> missing = new TreeSet<>();
    subspaces.forEach(missing::addAll);
    indices.forEach(missing::remove);
    return List.copyOf(missing);
  }

  /** Throws if partitions and subspaces together make too many regions. */
  void checkRegions() {
    int allSubspaces = 1 + subspaces.size();
    if ((long) partitions * allSubspaces > SpaceLimits.REQUESTED_REGIONS) {
      throw failure(
          DescriptionRule.TOO_MANY_REGIONS,
          partitionsOffset,
          String.join(
              " ",
              Integer.toString(partitions),
              "partitions of each of",
              Integer.toString(allSubspaces),
              "subspaces, the key's included, are more regions than the",
              Integer.toString(SpaceLimits.REQUESTED_REGIONS),
              "a space may have"));
    }
  }

  private void checkName(String word, DescriptionRule rule, String what, int offset) {
    if (!isName(word)) {
      throw failure(
          rule,
          offset,
          quoted(word)
              + " is not a name for "
              + what
              + ": a name is a letter or _, then letters, digits and _, and does not start with __");
    }
    if (word.length() > SpaceLimits.NAME_BYTES) {
      throw failure(
          DescriptionRule.NAME_TOO_LONG,
          offset,
          "a name has at most " + SpaceLimits.NAME_BYTES + " characters, not " + word.length());
    }
  }

  /** Whether {@code word} may name something. */
  static boolean isName(String word) {
    return !word.isEmpty()
        && Lexer.startsWord(word.charAt(0))
        && word.chars().allMatch(c -> Lexer.continuesWord((char) c))
        && !word.startsWith("__");
  }

  private void add(String attributeName, AttributeType type) {
    positions.put(attributeName, attributes.size());
    attributes.add(new Attribute(attributeName, type));
  }

  private static String quoted(String word) {
    return SourceText.quote(word);
  }

  private SpaceDescriptionException failure(DescriptionRule rule, int offset, String message) {
    return source.failure(rule, offset, message);
  }
}
