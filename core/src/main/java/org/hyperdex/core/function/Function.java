package org.hyperdex.core.function;

import java.util.Locale;
import java.util.Optional;

/**
 * What a write may do to an attribute. The order of the constants is on the wire.
 *
 * <p>The names are those of the operations of the REST API, but for {@link #SET}, which is {@code
 * put} there. Which function applies to which type, and to what argument, is in {@link Signatures}.
 */
public enum Function {
  /** Replace the value by the argument. */
  SET,
  /** Add the argument. */
  ATOMIC_ADD(Arithmetic.ADD),
  /** Subtract the argument. */
  ATOMIC_SUB(Arithmetic.SUB),
  /** Multiply by the argument. */
  ATOMIC_MUL(Arithmetic.MUL),
  /** Divide by the argument, integers rounded towards negative infinity. */
  ATOMIC_DIV(Arithmetic.DIV),
  /** The rest of that division; it has the argument's sign. */
  ATOMIC_MOD(Arithmetic.MOD),
  /** The bits that are set in both. */
  ATOMIC_AND(Arithmetic.AND),
  /** The bits that are set in either. */
  ATOMIC_OR(Arithmetic.OR),
  /** The bits that are set in one. */
  ATOMIC_XOR(Arithmetic.XOR),
  /** The smaller of both. */
  ATOMIC_MIN(Arithmetic.MIN),
  /** The larger of both. */
  ATOMIC_MAX(Arithmetic.MAX),
  /** Put the argument in front. */
  STRING_PREPEND,
  /** Put the argument behind. */
  STRING_APPEND,
  /** Drop so many bytes from the left, or all if there are fewer. */
  STRING_LTRIM,
  /** Drop so many bytes from the right, or all if there are fewer. */
  STRING_RTRIM,
  /** Put the element in front. */
  LIST_LPUSH,
  /** Put the element behind. */
  LIST_RPUSH,
  /** Drop so many elements from the left, or all if there are fewer. */
  LIST_LPOP,
  /** Drop so many elements from the right, or all if there are fewer. */
  LIST_RPOP,
  /** Drop all elements that equal the argument, if there are any. */
  LIST_REMOVE,
  /** Add the element, if it is not there. */
  SET_ADD,
  /** Remove the element, if it is there. */
  SET_REMOVE,
  /** Add all elements of a set. */
  SET_UNION,
  /** Keep only what is also in a set. */
  SET_INTERSECT,
  /** Add entries, or replace the values of those that are there. */
  MAP_ADD,
  /** Remove the entry of a key, if it is there. */
  MAP_REMOVE,
  /** {@link #ATOMIC_ADD} to the values of some keys; here and below, missing ones start at zero. */
  MAP_ATOMIC_ADD(Arithmetic.ADD),
  /** {@link #ATOMIC_SUB} to the values of some keys. */
  MAP_ATOMIC_SUB(Arithmetic.SUB),
  /** {@link #ATOMIC_MUL} to the values of some keys. */
  MAP_ATOMIC_MUL(Arithmetic.MUL),
  /** {@link #ATOMIC_DIV} to the values of some keys. */
  MAP_ATOMIC_DIV(Arithmetic.DIV),
  /** {@link #ATOMIC_MOD} to the values of some keys. */
  MAP_ATOMIC_MOD(Arithmetic.MOD),
  /** {@link #ATOMIC_AND} to the values of some keys. */
  MAP_ATOMIC_AND(Arithmetic.AND),
  /** {@link #ATOMIC_OR} to the values of some keys. */
  MAP_ATOMIC_OR(Arithmetic.OR),
  /** {@link #ATOMIC_XOR} to the values of some keys. */
  MAP_ATOMIC_XOR(Arithmetic.XOR),
  /** {@link #ATOMIC_MIN} to the values of some keys. */
  MAP_ATOMIC_MIN(Arithmetic.MIN),
  /** {@link #ATOMIC_MAX} to the values of some keys. */
  MAP_ATOMIC_MAX(Arithmetic.MAX),
  /** {@link #STRING_PREPEND} to the values of some keys; missing ones start empty. */
  MAP_STRING_PREPEND,
  /** {@link #STRING_APPEND} to the values of some keys; missing ones start empty. */
  MAP_STRING_APPEND,
  /** Move the value at the path to another path of the document, replacing what is there. */
  DOCUMENT_RENAME,
  /** Remove the member or element at the path. */
  DOCUMENT_UNSET;

  private final Optional<Arithmetic> arithmetic;
  private final String operation;

  Function() {
    this(Optional.empty());
  }

  Function(Arithmetic arithmetic) {
    this(Optional.of(arithmetic));
  }

  Function(Optional<Arithmetic> arithmetic) {
    this.arithmetic = arithmetic;
    operation = name().equals("SET") ? "put" : name().toLowerCase(Locale.ROOT);
  }

  /** The operation's name in the REST API, for example {@code map_atomic_add}. */
  public String operation() {
    return operation;
  }

  /** The function that the REST API calls {@code operation}, if there is one. */
  public static Optional<Function> of(String operation) {
    for (Function function : values()) {
      if (function.operation.equals(operation)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  /** What it does to numbers, if it is one of those that do. */
  public Optional<Arithmetic> arithmetic() {
    return arithmetic;
  }

  boolean onMap() {
    return operation.startsWith("map_");
  }
}
