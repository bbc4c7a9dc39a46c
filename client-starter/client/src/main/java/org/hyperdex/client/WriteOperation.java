package org.hyperdex.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Version;

/**
 * What to do to one object, atomically. Immutable; every method gives another operation:
 *
 * <pre>{@code
 * WriteOperation.update()
 *     .atomicAdd("balance", -50)
 *     .listRpush("history", Value.Text.of("withdrawal"))
 *     .onlyIf(Condition.greaterOrEqual("balance", new Value.Int(50)))
 * }</pre>
 *
 * <p>The order of evaluation is fixed: existence, version, guards, functions.
 *
 * @param existence what is asked of the object's existence
 * @param ifVersion the version the object must have, if any is asked for
 * @param guards must be true of the object, if it exists
 * @param steps the functions to apply, in order; other attributes keep their values, or get zero
 *     values in a new object. Empty if {@code deletion}
 * @param deletion whether to remove the object; then {@code existence} is MUST_EXIST
 */
public record WriteOperation(
    Existence existence,
    Optional<Version> ifVersion,
    Condition guards,
    List<Step> steps,
    boolean deletion)
    implements FunctionCalls<WriteOperation> {
  public WriteOperation {
    steps = List.copyOf(steps);
    if (deletion && (!steps.isEmpty() || existence != Existence.MUST_EXIST)) {
      throw new IllegalArgumentException(
          "a deletion has no functions and asks for an object that exists");
    }
  }

  private static WriteOperation of(Existence existence, boolean deletion) {
    return new WriteOperation(existence, Optional.empty(), Condition.ALL, List.of(), deletion);
  }

  /** Changes an object; NOT_FOUND if it is missing. Functions are to follow. */
  public static WriteOperation update() {
    return of(Existence.MUST_EXIST, false);
  }

  /**
   * Changes an object, or makes it if it is missing: then the functions apply to zero values.
   * Functions are to follow.
   */
  public static WriteOperation upsert() {
    return of(Existence.ANY, false);
  }

  /** Makes an object; EXISTS if it is there. Functions may follow, and apply to zero values. */
  public static WriteOperation create() {
    return of(Existence.MUST_NOT_EXIST, false);
  }

  /** Removes the object; NOT_FOUND if it is missing. */
  public static WriteOperation delete() {
    return of(Existence.MUST_EXIST, true);
  }

  /** Sets attributes; creates the object if it is missing. */
  public static WriteOperation put(Map<String, ? extends Value> attributes) {
    return upsert().putAll(attributes);
  }

  /** Creates the object; EXISTS if it is there. */
  public static WriteOperation putIfNotExist(Map<String, ? extends Value> attributes) {
    return create().putAll(attributes);
  }

  /** Sets attributes if the guards are true; NOT_FOUND if the object is missing. */
  public static WriteOperation conditionalPut(
      Condition guards, Map<String, ? extends Value> attributes) {
    return update().onlyIf(guards).putAll(attributes);
  }

  /** Sets attributes if the guards are true or the object is missing. */
  public static WriteOperation conditionalPutOrCreate(
      Condition guards, Map<String, ? extends Value> attributes) {
    return upsert().onlyIf(guards).putAll(attributes);
  }

  /** Sets attributes if the object is at {@code version}. */
  public static WriteOperation putIfVersion(
      Version version, Map<String, ? extends Value> attributes) {
    return update().onlyIfVersion(version).putAll(attributes);
  }

  /** Removes the object if the guards are true; NOT_FOUND if it is missing. */
  public static WriteOperation conditionalDelete(Condition guards) {
    return delete().onlyIf(guards);
  }

  /** Removes the object if it is at {@code version}. */
  public static WriteOperation deleteIfVersion(Version version) {
    return delete().onlyIfVersion(version);
  }

  /**
   * Only if {@code condition} is true of the object, as well as what is asked already; it is not
   * asked of an object that is missing. GUARD_FAILED otherwise.
   */
  public WriteOperation onlyIf(Condition condition) {
    return new WriteOperation(existence, ifVersion, guards.and(condition), steps, deletion);
  }

  /** Only if the object is at {@code version}; else, and if it is missing, VERSION_MISMATCH. */
  public WriteOperation onlyIfVersion(Version version) {
    return new WriteOperation(existence, Optional.of(version), guards, steps, deletion);
  }

  @Override
  public WriteOperation with(Step step) {
    return with(List.of(step));
  }

  @Override
  public WriteOperation with(List<Step> more) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(more);
    return new WriteOperation(existence, ifVersion, guards, all, deletion);
  }
}
