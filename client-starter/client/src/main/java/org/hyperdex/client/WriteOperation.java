package org.hyperdex.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Version;

/**
 * What to do to one object, atomically.
 *
 * @param existence what is asked of the object's existence
 * @param ifVersion the version the object must have, if any is asked for
 * @param guards must be true of the object, if it exists
 * @param steps what to do to its attributes, in this order; other attributes keep their values, or
 *     get zero values in a new object. Empty if {@code deletion}
 * @param deletion whether to remove the object; then {@code existence} is MUST_EXIST
 */
public record WriteOperation(
    Existence existence,
    Optional<Version> ifVersion,
    Condition guards,
    List<Step> steps,
    boolean deletion) {

  /**
   * One function applied to one attribute.
   *
   * @param attribute its name; of a document a path may follow, as in {@code order.items[0].price}
   * @param argument of the type that the function takes for the attribute's
   */
  public record Step(String attribute, Function function, Value argument) {}

  public WriteOperation {
    steps = List.copyOf(steps);
    if (deletion && (!steps.isEmpty() || existence != Existence.MUST_EXIST)) {
      throw new IllegalArgumentException(
          "a deletion sets no attributes and asks for an object that exists");
    }
  }

  /** Sets attributes, or removes the object. */
  public WriteOperation(
      Existence existence,
      Optional<Version> ifVersion,
      Condition guards,
      Map<String, Value> set,
      boolean deletion) {
    this(existence, ifVersion, guards, puts(set), deletion);
  }

  private static List<Step> puts(Map<String, Value> attributes) {
    return attributes.entrySet().stream()
        .map(each -> new Step(each.getKey(), Function.SET, each.getValue()))
        .toList();
  }

  /** Applies functions to an object that exists, if the guards are true. */
  public static WriteOperation update(Condition guards, List<Step> steps) {
    return new WriteOperation(Existence.MUST_EXIST, Optional.empty(), guards, steps, false);
  }

  /** Sets attributes; creates the object if it is missing. */
  public static WriteOperation put(Map<String, Value> attributes) {
    return new WriteOperation(Existence.ANY, Optional.empty(), Condition.ALL, attributes, false);
  }

  /** Creates the object; EXISTS if it is there. */
  public static WriteOperation putIfNotExist(Map<String, Value> attributes) {
    return new WriteOperation(
        Existence.MUST_NOT_EXIST, Optional.empty(), Condition.ALL, attributes, false);
  }

  /** Sets attributes if the guards are true; NOT_FOUND if the object is missing. */
  public static WriteOperation conditionalPut(Condition guards, Map<String, Value> attributes) {
    return new WriteOperation(Existence.MUST_EXIST, Optional.empty(), guards, attributes, false);
  }

  /** Sets attributes if the guards are true or the object is missing. */
  public static WriteOperation conditionalPutOrCreate(
      Condition guards, Map<String, Value> attributes) {
    return new WriteOperation(Existence.ANY, Optional.empty(), guards, attributes, false);
  }

  /** Sets attributes if the object is at {@code version}. */
  public static WriteOperation putIfVersion(Version version, Map<String, Value> attributes) {
    return new WriteOperation(
        Existence.MUST_EXIST, Optional.of(version), Condition.ALL, attributes, false);
  }

  /** Removes the object; NOT_FOUND if it is missing. */
  public static WriteOperation delete() {
    return conditionalDelete(Condition.ALL);
  }

  /** Removes the object if the guards are true; NOT_FOUND if it is missing. */
  public static WriteOperation conditionalDelete(Condition guards) {
    return new WriteOperation(Existence.MUST_EXIST, Optional.empty(), guards, List.of(), true);
  }

  /** Removes the object if it is at {@code version}. */
  public static WriteOperation deleteIfVersion(Version version) {
    return new WriteOperation(
        Existence.MUST_EXIST, Optional.of(version), Condition.ALL, List.of(), true);
  }
}
