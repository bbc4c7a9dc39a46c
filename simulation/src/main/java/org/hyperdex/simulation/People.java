package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.AttributePath;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.core.schema.SpaceParser;

/**
 * The space most simulated clients work on: two dimensions beside the key whose values lie far
 * apart, so that most changes move the object; a number that every change makes its own; and two
 * attributes more, which have an index now and then.
 */
final class People implements Population {
  static final Schema SCHEMA = SpaceParser.parse(text(SPACE, "", 1)).schema();
  private static final String DIMENSIONS =
      """
      subspace age
      subspace city
      """;

  private static final int AGE = 1;
  private static final int CITY = 2;
  private static final int MARK = 3;
  private static final int TAGS = 4;
  private static final int SCORE = 5;
  private static final int AGES = 4;
  private static final int CITIES = 4;
  private static final long SOME_MARKS = 150;
  private static final List<String> NAMES_OF_TAGS = List.of("", "a", "ab", "b");
  private static final int LENGTHS = 7;
  private static final List<Double> SCORES =
      List.of(Double.NEGATIVE_INFINITY, -1.5, 0.0, 2.25, Double.NaN);
  private static final List<String> EXPRESSIONS = List.of("k", "[12]$", "^c.*y", "y(0|3)", "x");

  private final String dimensions;

  /**
   * @param spread whether there are dimensions; otherwise every object lies in its key's region
   *     alone
   */
  People(boolean spread) {
    dimensions = spread ? DIMENSIONS : "";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public String description(String name, int failures) {
    return text(name, dimensions, failures);
  }

  private static String text(String name, String dimensions, int failures) {
    return """
    space %s
    key name
    attributes int age, city, int mark, set(string) tags, float score
    %screate %d partitions
    tolerate %d failures
    """
        .formatted(name, dimensions, name.equals(SPACE) ? 4 : 2, failures);
  }

  @Override
  public List<AttributePath> indexed() {
    return List.of(MARK, TAGS, SCORE).stream()
        .map(position -> new AttributePath(SCHEMA.attribute(position).name(), DocumentPath.ROOT))
        .toList();
  }

  @Override
  public Bytes key(int number) {
    return name(number);
  }

  private static Bytes name(int number) {
    return Bytes.utf8("k" + number);
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

  /** A value that objects may have; of the key, one of {@code keys}. */
  private static Value value(int attribute, int keys, SplittableRandom random) {
    return switch (attribute) {
      case 0 -> new Value.Text(name(random.nextInt(keys)));
      case AGE -> ValueCodec.decode(AttributeType.INT, age(random));
      case CITY -> new Value.Text(city(random));
      case MARK -> new Value.Int(random.nextLong(SOME_MARKS));
      case TAGS -> tags(random);
      case SCORE -> new Value.Float(SCORES.get(random.nextInt(SCORES.size())));
      default -> throw new IllegalArgumentException("there is no attribute " + attribute);
    };
  }

  private static Value tags(SplittableRandom random) {
    TreeSet<Value.Scalar> tags = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.add(tag(random));
    }
    return new Value.SetOf(new ArrayList<>(tags));
  }

  /** A tag that objects may have. */
  private static Value.Text tag(SplittableRandom random) {
    return Value.Text.of(NAMES_OF_TAGS.get(random.nextInt(NAMES_OF_TAGS.size())));
  }

  @Override
  public DocumentPath place(int attribute, SplittableRandom random) {
    return DocumentPath.ROOT;
  }

  @Override
  public Value argument(
      int attribute, DocumentPath place, Operator operator, int keys, SplittableRandom random) {
    return switch (operator) {
      case PREFIX -> beginning(value(attribute, keys, random), random);
      case REGEX -> Value.Text.of(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())));
      case CONTAINS -> tag(random);
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL ->
          new Value.Int(random.nextInt(LENGTHS));
      default -> value(attribute, keys, random);
    };
  }

  private static Value beginning(Value value, SplittableRandom random) {
    byte[] bytes = ((Value.Text) value).bytes().array();
    return new Value.Text(Bytes.wrap(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))));
  }

  private static FunctionCall set(int attribute, Bytes value) {
    return new FunctionCall(attribute, Function.SET, value);
  }

  private static FunctionCall set(int attribute, SplittableRandom random) {
    AttributeType type = SCHEMA.attribute(attribute).type();
    return set(attribute, ValueCodec.encode(type, value(attribute, 1, random)));
  }

  @Override
  public List<FunctionCall> everything(SplittableRandom random, long mark) {
    return List.of(
        set(AGE, random),
        set(CITY, random),
        set(MARK, number(mark)),
        set(TAGS, random),
        set(SCORE, random));
  }

  @Override
  public List<FunctionCall> at(int place, long mark) {
    return List.of(set(AGE, age(place)), set(CITY, city(place)), set(MARK, number(mark)));
  }

  /** Changes one dimension, or an attribute that is none. */
  @Override
  public List<FunctionCall> something(SplittableRandom random, long mark) {
    int attribute = List.of(AGE, CITY, AGE, CITY, TAGS, SCORE).get(random.nextInt(6));
    return List.of(set(attribute, random), set(MARK, number(mark)));
  }

  /** Whole objects. */
  @Override
  public Columns columns(SplittableRandom random) {
    return Columns.ALL;
  }

  /** By the key, or by what changes when objects move. */
  @Override
  public Ordering ordering(SplittableRandom random) {
    return new Ordering(random.nextInt(AGE + 1), random.nextBoolean());
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
