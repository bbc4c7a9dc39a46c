package org.hyperdex.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;

/**
 * How a write ended.
 *
 * @param outcome what the point leader decided
 * @param version the object's version after the write; {@link Version#NONE} if it did not take
 *     effect
 * @param attribute the attribute whose guard or function failed, if one did
 * @param functions if a function failed, the operations on that attribute of which it is one, in
 *     the names of the REST API; else empty
 */
public record WriteResult(
    Outcome outcome, Version version, Optional<String> attribute, List<String> functions) {
  public WriteResult {
    functions = List.copyOf(functions);
  }

  /** A result in which no function failed. */
  public WriteResult(Outcome outcome, Version version, Optional<String> attribute) {
    this(outcome, version, attribute, List.of());
  }

  /**
   * This result, if the write took effect.
   *
   * @throws HyperDexException if not, NOT_APPLIED, with a code that says why and the attribute and
   *     functions in its context
   */
  public WriteResult orThrow() {
    if (outcome.success()) {
      return this;
    }
    Map<String, String> context = new LinkedHashMap<>();
    attribute.ifPresent(name -> context.put(HyperDexException.ATTRIBUTE, name));
    if (!functions.isEmpty()) {
      context.put(HyperDexException.FUNCTION, String.join(", ", functions));
    }
    throw new HyperDexException(
        ErrorCode.of(outcome), detail(), FailureOutcome.NOT_APPLIED, context, null);
  }

  private String detail() {
    return switch (outcome) {
      case NOT_FOUND -> "there is no object of that key";
      case EXISTS -> "there is an object of that key, and none must be";
      case GUARD_FAILED ->
          attribute
              .map(name -> "the guard on attribute " + name + " is not true of the object")
              .orElse("the guards are true of no object");
      case VERSION_MISMATCH -> "the object is not at the version that was asked for; get it again";
      case OVERFLOW ->
          functionFailed("its result does not fit 64 bits, or in a document is no finite number");
      case DIVISION_BY_ZERO -> functionFailed("it was to divide by zero");
      case MISSING_PATH -> functionFailed("the document has no such path");
      case WRONG_TYPE ->
          functionFailed("the document's value at its path is of a type it does not apply to");
      case TOO_LARGE ->
          functionFailed("the object would be larger, or a document deeper, than it may be");
      case CREATED, OK, DELETED -> throw new IllegalStateException("it took effect: " + outcome);
    };
  }

  private String functionFailed(String why) {
    String which = functions.isEmpty() ? "the functions" : String.join(" or ", functions);
    return "%s%s cannot be applied: %s"
        .formatted(which, attribute.map(name -> " on attribute " + name).orElse(""), why);
  }
}
