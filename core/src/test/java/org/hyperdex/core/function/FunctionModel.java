package org.hyperdex.core.function;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.FunctionFailure.Reason;

/**
 * What functions do, as a textbook would state it: on plain values, numbers without limits and
 * collections of the JDK, without a look at encodings.
 */
public final class FunctionModel {
  /** A function that cannot be applied. */
  public static final class Fails extends RuntimeException {
    public final Reason reason;

    Fails(Reason reason) {
      super(reason.name());
      this.reason = reason;
    }
  }

  private FunctionModel() {}

  /** {@code before} after the operation of that name, for all types but documents. */
  public static Value apply(String operation, Value before, Value argument) {
    if (operation.equals("put")) {
      return argument;
    }
    return switch (before) {
      case Value.Text text -> text(operation, text, argument);
      case Value.Int number -> integer(operation, number.value(), ((Value.Int) argument).value());
      case Value.Float number -> real(operation, number.value(), ((Value.Float) argument).value());
      case Value.ListOf list -> list(operation, new ArrayList<>(list.elements()), argument);
      case Value.SetOf set -> set(operation, new TreeSet<>(set.elements()), argument);
      case Value.MapOf map -> map(operation, map, argument);
      case Value.Timestamp _, Value.Document _ -> throw new AssertionError(operation);
    };
  }

  private static Value text(String operation, Value.Text before, Value argument) {
    byte[] bytes = before.bytes().array();
    return switch (operation) {
      case "string_prepend" -> joined((Value.Text) argument, before);
      case "string_append" -> joined(before, (Value.Text) argument);
      case "string_ltrim" -> {
        int dropped = count(argument, bytes.length);
        yield new Value.Text(Bytes.wrap(Arrays.copyOfRange(bytes, dropped, bytes.length)));
      }
      case "string_rtrim" -> {
        int dropped = count(argument, bytes.length);
        yield new Value.Text(Bytes.wrap(Arrays.copyOfRange(bytes, 0, bytes.length - dropped)));
      }
      default -> throw new AssertionError(operation);
    };
  }

  private static Value.Text joined(Value.Text first, Value.Text second) {
    byte[] a = first.bytes().array();
    byte[] b = second.bytes().array();
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    for (int i = 0; i < b.length; i++) {
      both[a.length + i] = b[i];
    }
    return new Value.Text(Bytes.wrap(both));
  }

  private static int count(Value argument, int most) {
    long wanted = ((Value.Int) argument).value();
    return wanted > most ? most : (int) wanted;
  }

  /** In integers without limits; what then does not fit has overflown. */
  static Value.Int integer(String operation, long before, long argument) {
    BigInteger a = BigInteger.valueOf(before);
    BigInteger b = BigInteger.valueOf(argument);
    BigInteger result =
        switch (operation) {
          case "atomic_add" -> a.add(b);
          case "atomic_sub" -> a.subtract(b);
          case "atomic_mul" -> a.multiply(b);
          case "atomic_div" -> quotient(a, b);
          case "atomic_mod" -> a.subtract(b.multiply(quotient(a, b)));
          case "atomic_and" -> a.and(b);
          case "atomic_or" -> a.or(b);
          case "atomic_xor" -> a.xor(b);
          case "atomic_min" -> a.min(b);
          case "atomic_max" -> a.max(b);
          default -> throw new AssertionError(operation);
        };
    if (result.bitLength() > 63) {
      throw new Fails(Reason.OVERFLOW);
    }
    return new Value.Int(result.longValueExact());
  }

  /** The greatest integer that is not greater than the exact quotient. */
  private static BigInteger quotient(BigInteger a, BigInteger b) {
    if (b.signum() == 0) {
      throw new Fails(Reason.DIVISION_BY_ZERO);
    }
    BigInteger[] parts = a.divideAndRemainder(b);
    boolean roundedUp = parts[1].signum() != 0 && parts[1].signum() != b.signum();
    return roundedUp ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  static Value.Float real(String operation, double a, double b) {
    return new Value.Float(
        switch (operation) {
          case "atomic_add" -> a + b;
          case "atomic_sub" -> a - b;
          case "atomic_mul" -> a * b;
          case "atomic_div" -> a / b;
          case "atomic_min" -> Double.isNaN(a) ? b : Double.isNaN(b) ? a : a < b ? a : b;
          case "atomic_max" -> Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : a > b ? a : b;
          default -> throw new AssertionError(operation);
        });
  }

  private static Value list(String operation, List<Value.Scalar> elements, Value argument) {
    switch (operation) {
      case "list_lpush" -> elements.addFirst((Value.Scalar) argument);
      case "list_rpush" -> elements.addLast((Value.Scalar) argument);
      case "list_lpop" -> {
        for (int i = count(argument, elements.size()); i > 0; i--) {
          elements.removeFirst();
        }
      }
      case "list_rpop" -> {
        for (int i = count(argument, elements.size()); i > 0; i--) {
          elements.removeLast();
        }
      }
      case "list_remove" -> elements.removeAll(List.of(argument));
      default -> throw new AssertionError(operation);
    }
    return new Value.ListOf(elements);
  }

  private static Value set(String operation, Set<Value.Scalar> elements, Value argument) {
    switch (operation) {
      case "set_add" -> elements.add((Value.Scalar) argument);
      case "set_remove" -> elements.remove((Value.Scalar) argument);
      case "set_union" -> elements.addAll(((Value.SetOf) argument).elements());
      case "set_intersect" -> elements.retainAll(((Value.SetOf) argument).elements());
      default -> throw new AssertionError(operation);
    }
    return new Value.SetOf(List.copyOf(elements));
  }

  private static Value map(String operation, Value.MapOf before, Value argument) {
    Map<Value.Scalar, Value.Scalar> entries = new TreeMap<>();
    before.entries().forEach(entry -> entries.put(entry.key(), entry.value()));
    if (operation.equals("map_remove")) {
      entries.remove((Value.Scalar) argument);
    } else {
      Map<Value.Scalar, Value.Scalar> changes = new LinkedHashMap<>();
      List<Value.Entry> given = new ArrayList<>(((Value.MapOf) argument).entries());
      Collections.reverse(given);
      given.forEach(entry -> changes.put(entry.key(), entry.value()));
      changes.forEach((key, change) ->
          entries.put(
              key,
              operation.equals("map_add")
                  ? change
                  : (Value.Scalar)
                      apply(
                          operation.substring("map_".length()),
                          entries.getOrDefault(key, zero(change)),
                          change)));
    }
    List<Value.Entry> after = new ArrayList<>();
    entries.forEach((key, value) -> after.add(new Value.Entry(key, value)));
    return new Value.MapOf(after);
  }

  private static Value.Scalar zero(Value.Scalar like) {
    return switch (like) {
      case Value.Text _ -> Value.Text.of("");
      case Value.Int _ -> new Value.Int(0);
      case Value.Float _ -> new Value.Float(0);
    };
  }
}
