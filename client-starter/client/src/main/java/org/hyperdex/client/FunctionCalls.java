package org.hyperdex.client;

import java.util.List;
import java.util.Map;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.Function;

/**
 * The words in which a change is written: a method for each function, in the names of the REST API.
 *
 * <p>Each gives what it is called on with one function more. Functions apply in the order in which
 * they are called, each to what the ones before it have left, all or none. Attributes are named as
 * text: any but the key, or a place in a document ({@code order.items[0].price}, see {@link
 * org.hyperdex.core.schema.AttributePath}). What fits which type, and when a function cannot be
 * applied, is in {@code docs/data-model.md}.
 *
 * @param <S> what carries the functions
 */
public interface FunctionCalls<S> {
  /**
   * One function on one attribute.
   *
   * @param attribute the attribute's name, or a path in a document
   * @param function what to do
   * @param argument with what; the value is bound to the attribute's type when the change is used
   */
  record Step(String attribute, Function function, Value argument) {}

  /** With one step more. */
  S with(Step step);

  /** With several steps more, in their order. */
  S with(List<Step> steps);

  private S with(Function function, String attribute, Value argument) {
    return with(new Step(attribute, function, argument));
  }

  private S with(Function function, String attribute, long argument) {
    return with(function, attribute, new Value.Int(argument));
  }

  private S with(Function function, String attribute, double argument) {
    return with(function, attribute, new Value.Float(argument));
  }

  /** Replaces the value. In a document, makes what is missing on the way. */
  default S put(String attribute, Value value) {
    return with(Function.SET, attribute, value);
  }

  /** {@link #put(String, Value)} of each entry. */
  default S putAll(Map<String, ? extends Value> values) {
    return with(
        values.entrySet().stream()
            .map(entry -> new Step(entry.getKey(), Function.SET, entry.getValue()))
            .toList());
  }

  /** Adds to an integer or float; on integers OVERFLOW beyond 64 bits. */
  default S atomicAdd(String attribute, long summand) {
    return with(Function.ATOMIC_ADD, attribute, summand);
  }

  /** Adds to a float, or what is nearest to an integer. */
  default S atomicAdd(String attribute, double summand) {
    return with(Function.ATOMIC_ADD, attribute, summand);
  }

  /** Subtracts from an integer or float. */
  default S atomicSub(String attribute, long subtrahend) {
    return with(Function.ATOMIC_SUB, attribute, subtrahend);
  }

  /** Subtracts from a float, or what is nearest from an integer. */
  default S atomicSub(String attribute, double subtrahend) {
    return with(Function.ATOMIC_SUB, attribute, subtrahend);
  }

  /** Multiplies an integer or float. */
  default S atomicMul(String attribute, long factor) {
    return with(Function.ATOMIC_MUL, attribute, factor);
  }

  /** Multiplies a float, or an integer by what is nearest. */
  default S atomicMul(String attribute, double factor) {
    return with(Function.ATOMIC_MUL, attribute, factor);
  }

  /** Divides; integers are rounded down, and by zero it is DIVISION_BY_ZERO. */
  default S atomicDiv(String attribute, long divisor) {
    return with(Function.ATOMIC_DIV, attribute, divisor);
  }

  /** Divides a float, or an integer by what is nearest. */
  default S atomicDiv(String attribute, double divisor) {
    return with(Function.ATOMIC_DIV, attribute, divisor);
  }

  /** The rest of a division of integers; it has the divisor's sign. */
  default S atomicMod(String attribute, long divisor) {
    return with(Function.ATOMIC_MOD, attribute, divisor);
  }

  /** The bits that are set in both. */
  default S atomicAnd(String attribute, long bits) {
    return with(Function.ATOMIC_AND, attribute, bits);
  }

  /** The bits that are set in either. */
  default S atomicOr(String attribute, long bits) {
    return with(Function.ATOMIC_OR, attribute, bits);
  }

  /** The bits that are set in one of both. */
  default S atomicXor(String attribute, long bits) {
    return with(Function.ATOMIC_XOR, attribute, bits);
  }

  /** The smaller one of both. */
  default S atomicMin(String attribute, long other) {
    return with(Function.ATOMIC_MIN, attribute, other);
  }

  /** The smaller one of both. */
  default S atomicMin(String attribute, double other) {
    return with(Function.ATOMIC_MIN, attribute, other);
  }

  /** The larger one of both. */
  default S atomicMax(String attribute, long other) {
    return with(Function.ATOMIC_MAX, attribute, other);
  }

  /** The larger one of both. */
  default S atomicMax(String attribute, double other) {
    return with(Function.ATOMIC_MAX, attribute, other);
  }

  /** Puts text in front of a string. */
  default S stringPrepend(String attribute, String text) {
    return with(Function.STRING_PREPEND, attribute, Value.Text.of(text));
  }

  /** Puts text behind a string. */
  default S stringAppend(String attribute, String text) {
    return with(Function.STRING_APPEND, attribute, Value.Text.of(text));
  }

  /** Drops so many bytes from the left of a string, or all if there are fewer. */
  default S stringLtrim(String attribute, long bytes) {
    return with(Function.STRING_LTRIM, attribute, bytes);
  }

  /** Drops so many bytes from the right of a string, or all if there are fewer. */
  default S stringRtrim(String attribute, long bytes) {
    return with(Function.STRING_RTRIM, attribute, bytes);
  }

  /** Puts an element in front of a list or array. */
  default S listLpush(String attribute, Value element) {
    return with(Function.LIST_LPUSH, attribute, element);
  }

  /** Puts an element behind a list or array. */
  default S listRpush(String attribute, Value element) {
    return with(Function.LIST_RPUSH, attribute, element);
  }

  /** Drops so many elements from the left of a list or array, or all if there are fewer. */
  default S listLpop(String attribute, long elements) {
    return with(Function.LIST_LPOP, attribute, elements);
  }

  /** Drops so many elements from the right of a list or array, or all if there are fewer. */
  default S listRpop(String attribute, long elements) {
    return with(Function.LIST_RPOP, attribute, elements);
  }

  /** Drops all elements of a list or array that equal {@code element}, if there are any. */
  default S listRemove(String attribute, Value element) {
    return with(Function.LIST_REMOVE, attribute, element);
  }

  /** Adds an element to a set, if it is not there. */
  default S setAdd(String attribute, Value element) {
    return with(Function.SET_ADD, attribute, element);
  }

  /** Removes an element from a set, if it is there. */
  default S setRemove(String attribute, Value element) {
    return with(Function.SET_REMOVE, attribute, element);
  }

  /** Adds all elements of another set. */
  default S setUnion(String attribute, Value.SetOf other) {
    return with(Function.SET_UNION, attribute, other);
  }

  /** Keeps only what is also in another set. */
  default S setIntersect(String attribute, Value.SetOf other) {
    return with(Function.SET_INTERSECT, attribute, other);
  }

  /** Adds entries to a map, or replaces the values of those that are there. */
  default S mapAdd(String attribute, Value.MapOf entries) {
    return with(Function.MAP_ADD, attribute, entries);
  }

  /** Removes the entry of a key from a map, if it is there. */
  default S mapRemove(String attribute, Value key) {
    return with(Function.MAP_REMOVE, attribute, key);
  }

  /**
   * A function on the values of some keys of a map; those that are missing start from zero, or the
   * empty string.
   *
   * @param function one whose operation begins with {@code map_}
   * @param arguments the argument for each key
   */
  default S mapUpdate(Function function, String attribute, Value.MapOf arguments) {
    return with(function, attribute, arguments);
  }

  /**
   * Moves a value within a document, replacing what is at the new place.
   *
   * @param path the attribute and the path of the value
   * @param newPath where to, from the root of the document, without the attribute
   */
  default S documentRename(String path, String newPath) {
    return with(Function.DOCUMENT_RENAME, path, Value.Text.of(newPath));
  }

  /** Removes a member or element of a document; MISSING_PATH if it is not there. */
  default S documentUnset(String path) {
    return with(Function.DOCUMENT_UNSET, path, Value.Text.of(""));
  }
}
