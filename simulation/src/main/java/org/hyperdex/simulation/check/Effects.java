package org.hyperdex.simulation.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.function.Signatures;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What functions do, by {@linkplain Plain plain} values and numbers without limits, and nothing of
 * what servers carry them out with.
 */
final class Effects {
  /** A function that cannot be applied to what it meets. */
  static final class Fails extends RuntimeException {
    private final Outcome outcome;

    Fails(Outcome outcome) {
      super(outcome.name(), null, false, false);
      this.outcome = outcome;
    }

    /** How the write ends. */
    Outcome outcome() {
      return outcome;
    }
  }

  private final Schema schema;

  Effects(Schema schema) {
    this.schema = schema;
  }

  /** {@code row} after all of {@code calls}, one after the other. */
  Bytes of(List<FunctionCall> calls, Bytes row) {
    Bytes after = row;
    for (FunctionCall call : calls) {
      int column = call.attribute() - 1;
      Bytes value =
          value(schema.attribute(call.attribute()).type(), call, Row.column(after, column));
      after = Row.with(after, new int[] {column}, new Bytes[] {value});
    }
    return after;
  }

  /** Whether the row after {@code calls} is the same whatever it was before. */
  boolean replaceAll(List<FunctionCall> calls) {
    boolean[] replaced = new boolean[schema.size()];
    replaced[0] = true;
    for (FunctionCall call : calls) {
      if (replaces(call)) {
        replaced[call.attribute()] = true;
      } else if (!replaced[call.attribute()]) {
        return false;
      }
    }
    for (boolean each : replaced) {
      if (!each) {
        return false;
      }
    }
    return true;
  }

  private static boolean replaces(FunctionCall call) {
    return call.function() == Function.SET && call.path().isRoot();
  }

  private static Bytes value(AttributeType type, FunctionCall call, Bytes before) {
    if (replaces(call)) {
      return call.argument();
    }
    AttributeType wanted = Signatures.argument(call.function(), type).orElseThrow();
    Object argument = Plain.of(wanted, call.argument());
    Object value = Plain.of(type, before);
    boolean inDocument = type instanceof AttributeType.Document;
    Object after = inDocument ? document(call, argument, value) : plain(call, argument, value);
    return Plain.encoded(type, after);
  }

  private static Object plain(FunctionCall call, Object argument, Object before) {
    return applied(call.function(), argument, before, Effects::real);
  }

  private static Object document(FunctionCall call, Object argument, Object before) {
    DocumentPath path = call.path();
    Object after =
        switch (call.function()) {
          case DOCUMENT_UNSET -> without(before, path);
          case DOCUMENT_RENAME -> {
            Object moved = Places.find(before, path);
            DocumentPath to = DocumentPath.parse(((Bytes) argument).toUtf8());
            yield Places.edited(without(before, path), to.steps(), _ -> moved);
          }
          default ->
              Places.edited(
                  before,
                  path.steps(),
                  at -> applied(call.function(), argument, at, REALS_OF_DOCUMENTS));
        };
    return present(after);
  }

  private static @Nullable Object without(Object document, DocumentPath path) {
    return Places.edited(
        document,
        path.steps(),
        at -> {
          present(at);
          return null;
        });
  }

  private static Object present(@Nullable Object at) {
    if (at == null) {
      throw new Fails(Outcome.MISSING_PATH);
    }
    return at;
  }

  /** What a function does to two real numbers. */
  private interface Reals {
    double apply(Function function, double a, double b);
  }

  /** {@code before} after a function; null if there is nothing. */
  private static Object applied(
      Function function, Object argument, @Nullable Object before, Reals reals) {
    return switch (function) {
      case SET -> argument;
      case STRING_PREPEND -> joined((Bytes) argument, text(before));
      case STRING_APPEND -> joined(text(before), (Bytes) argument);
      case STRING_LTRIM -> {
        byte[] text = text(before).array();
        yield Bytes.wrap(Arrays.copyOfRange(text, count(argument, text.length), text.length));
      }
      case STRING_RTRIM -> {
        byte[] text = text(before).array();
        yield Bytes.wrap(Arrays.copyOf(text, text.length - count(argument, text.length)));
      }
      case LIST_LPUSH, LIST_RPUSH, LIST_LPOP, LIST_RPOP, LIST_REMOVE ->
          list(function, argument, present(before));
      case SET_ADD, SET_REMOVE, SET_UNION, SET_INTERSECT ->
          set(function, argument, new TreeSet<>((Collection<?>) present(before)));
      default ->
          function.name().startsWith("MAP_")
              ? map(function, argument, new TreeMap<>((Map<?, ?>) present(before)))
              : number(function, (Number) argument, before, reals);
    };
  }

  private static Bytes text(@Nullable Object at) {
    if (at == null) {
      return Bytes.EMPTY;
    }
    if (at instanceof Bytes text) {
      return text;
    }
    throw new Fails(Outcome.WRONG_TYPE);
  }

  private static Bytes joined(Bytes first, Bytes second) {
    byte[] both = Arrays.copyOf(first.array(), first.length() + second.length());
    for (int i = 0; i < second.length(); i++) {
      both[first.length() + i] = second.array()[i];
    }
    return Bytes.wrap(both);
  }

  private static int count(Object argument, int most) {
    return (int) Math.min((Long) argument, most);
  }

  private static Object list(Function function, Object argument, Object before) {
    if (!(before instanceof List<?> elements)) {
      throw new Fails(Outcome.WRONG_TYPE);
    }
    List<Object> list = new ArrayList<>(elements);
    switch (function) {
      case LIST_LPUSH -> list.addFirst(argument);
      case LIST_RPUSH -> list.addLast(argument);
      case LIST_LPOP -> list.subList(0, count(argument, list.size())).clear();
      case LIST_RPOP ->
          list.subList(list.size() - count(argument, list.size()), list.size()).clear();
      default -> list.removeIf(argument::equals);
    }
    return list;
  }

  private static Object set(Function function, Object argument, SortedSet<Object> set) {
    switch (function) {
      case SET_ADD -> set.add(argument);
      case SET_REMOVE -> set.remove(argument);
      case SET_UNION -> set.addAll((Collection<?>) argument);
      default -> set.retainAll((Collection<?>) argument);
    }
    return set;
  }

  private static Object map(Function function, Object argument, SortedMap<Object, Object> map) {
    switch (function) {
      case MAP_ADD -> map.putAll((Map<?, ?>) argument);
      case MAP_REMOVE -> map.remove(argument);
      default -> {
        Function ofValue = Function.valueOf(function.name().substring("MAP_".length()));
        ((Map<?, ?>) argument)
            .forEach((key, change) ->
                map.put(key, applied(ofValue, change, map.get(key), Effects::real)));
      }
    }
    return map;
  }

  private static Object number(
      Function function, Number argument, @Nullable Object at, Reals reals) {
    Object before = at != null ? at : argument instanceof Long ? (Object) 0L : (Object) 0.0;
    if (!(before instanceof Number number)) {
      throw new Fails(Outcome.WRONG_TYPE);
    }
    if (number instanceof Long a && argument instanceof Long b) {
      return integer(function, BigInteger.valueOf(a), BigInteger.valueOf(b));
    }
    return reals.apply(function, number.doubleValue(), argument.doubleValue());
  }

  private static Long integer(Function function, BigInteger a, BigInteger b) {
    boolean divides = function == Function.ATOMIC_DIV || function == Function.ATOMIC_MOD;
    if (divides && b.signum() == 0) {
      throw new Fails(Outcome.DIVISION_BY_ZERO);
    }
    BinaryOperator<BigInteger> operator =
        switch (function) {
          case ATOMIC_ADD -> BigInteger::add;
          case ATOMIC_SUB -> BigInteger::subtract;
          case ATOMIC_MUL -> BigInteger::multiply;
          case ATOMIC_DIV -> (x, y) -> x.subtract(rest(x, y)).divide(y);
          case ATOMIC_MOD -> Effects::rest;
          case ATOMIC_AND -> BigInteger::and;
          case ATOMIC_OR -> BigInteger::or;
          case ATOMIC_XOR -> BigInteger::xor;
          case ATOMIC_MIN -> BigInteger::min;
          case ATOMIC_MAX -> BigInteger::max;
          default -> throw new IllegalArgumentException(function + " of integers");
        };
    BigInteger result = operator.apply(a, b);
    if (result.bitLength() >= Long.SIZE) {
      throw new Fails(Outcome.OVERFLOW);
    }
    return result.longValue();
  }

  /** With the divisor's sign, or zero. */
  private static BigInteger rest(BigInteger a, BigInteger b) {
    BigInteger rest = a.mod(b.abs());
    return b.signum() < 0 && rest.signum() > 0 ? rest.add(b) : rest;
  }

  private static double real(Function function, double a, double b) {
    return switch (function) {
      case ATOMIC_ADD -> a + b;
      case ATOMIC_SUB -> a - b;
      case ATOMIC_MUL -> a * b;
      case ATOMIC_DIV -> a / b;
      case ATOMIC_MIN -> Double.compare(a, b) <= 0 ? a : b;
      case ATOMIC_MAX -> Double.compare(a, b) >= 0 ? a : b;
      default -> throw new Fails(Outcome.WRONG_TYPE);
    };
  }

  /** JSON has finite numbers only. */
  private static final Reals REALS_OF_DOCUMENTS =
      (function, a, b) -> {
        if (function == Function.ATOMIC_DIV && b == 0) {
          throw new Fails(Outcome.DIVISION_BY_ZERO);
        }
        double result = real(function, a, b);
        if (!Double.isFinite(result)) {
          throw new Fails(Outcome.OVERFLOW);
        }
        return result;
      };
}
