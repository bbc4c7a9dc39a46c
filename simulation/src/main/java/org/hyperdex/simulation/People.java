package org.hyperdex.simulation;

import java.util.List;
import java.util.SplittableRandom;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;

/**
 * The space all simulated clients work on: two dimensions beside the key whose values lie far
 * apart, so that most changes move the object; and a number that every change makes its own.
 */
final class People {
  static final String SPACE = "people";

  static final int COLUMNS = 3;
  private static final int AGE = 1;
  private static final int CITY = 2;
  private static final int MARK = 3;
  private static final int AGES = 4;
  private static final int CITIES = 4;

  /** How many places there are in each dimension. */
  static final int PLACES = 4;

  private People() {}

  /** The description of a space like that one. */
  static String description(String name, int failures) {
    return """
    space %s
    key name
    attributes int age, city, int mark
    subspace age
    subspace city
    create %d partitions
    tolerate %d failures
    """
        .formatted(name, name.equals(SPACE) ? 4 : 2, failures);
  }

  static Bytes key(int number) {
    return Bytes.utf8("k" + number);
  }

  static Bytes zeroRow() {
    return Row.of(List.of(number(0), Bytes.EMPTY, number(0)));
  }

  private static Bytes number(long value) {
    return ValueCodec.encode(AttributeType.INT, new Value.Int(value));
  }

  /** One age in each quarter of the numbers. */
  private static Bytes age(SplittableRandom random) {
    return age(random.nextInt(AGES));
  }

  private static Bytes age(int quarter) {
    return number(((quarter - 2L) << 62) + 1);
  }

  private static Bytes city(SplittableRandom random) {
    return city(random.nextInt(CITIES));
  }

  private static Bytes city(int number) {
    return Bytes.utf8("city" + number);
  }

  private static FunctionCall set(int attribute, Bytes value) {
    return new FunctionCall(attribute, Function.SET, value);
  }

  /** Changes everything. */
  static List<FunctionCall> everything(SplittableRandom random, long mark) {
    return List.of(set(AGE, age(random)), set(CITY, city(random)), set(MARK, number(mark)));
  }

  /** Puts the object at one of {@link #PLACES} places of both dimensions. */
  static List<FunctionCall> at(int place, long mark) {
    return List.of(set(AGE, age(place)), set(CITY, city(place)), set(MARK, number(mark)));
  }

  /** Changes one dimension. */
  static List<FunctionCall> something(SplittableRandom random, long mark) {
    return random.nextBoolean()
        ? List.of(set(AGE, age(random)), set(MARK, number(mark)))
        : List.of(set(CITY, city(random)), set(MARK, number(mark)));
  }

  /** A condition on one dimension that is true about every second time. */
  static Check guard(SplittableRandom random) {
    return new Check(AGE, Operator.GREATER_EQUAL, age(random));
  }

  /** What to search for in several regions: everything, or a part of one dimension. */
  static Predicate everywhere(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Predicate.TRUE;
      case 1 ->
          Predicate.all(List.of(new Check(AGE, Operator.GREATER_EQUAL, number(Long.MIN_VALUE))));
      case 2 ->
          Predicate.all(List.of(new Check(CITY, Operator.GREATER_EQUAL, Bytes.utf8("city0"))));
      default -> Predicate.all(List.of(guard(random)));
    };
  }

  /** What to search for: everything, or one or both dimensions. */
  static Predicate predicate(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> Predicate.TRUE;
      case 1 -> Predicate.all(List.of(new Check(AGE, Operator.EQUAL, age(random))));
      case 2 -> Predicate.all(List.of(guard(random)));
      case 3 -> Predicate.all(List.of(new Check(CITY, Operator.EQUAL, city(random))));
      default ->
          Predicate.all(List.of(guard(random), new Check(CITY, Operator.EQUAL, city(random))));
    };
  }
}
