package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.TimestampUnit;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.schema.AttributePath;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.core.schema.SpaceParser;

/**
 * Objects with an attribute of every type: by the run's seed the key and the dimensions are of some
 * of the types that can be, timestamps of some unit, containers of some elements, and some
 * attributes have an index from the beginning.
 */
final class Assortment implements Population {
  private static final int MARK = 1;
  private static final int TEXT = 2;
  private static final int NUMBER = 3;
  private static final int REAL = 4;
  private static final int MOMENT = 5;
  private static final int DOCUMENT = 6;
  private static final List<String> NAMES =
      List.of("mark", "text", "number", "real", "moment", "doc", "items", "tags", "counts");

  /** By two of them a subspace is spread over all its regions, see {@link #quarter}. */
  private static final List<List<Integer>> SUBSPACES =
      List.of(
          List.of(REAL),
          List.of(MOMENT),
          List.of(NUMBER),
          List.of(TEXT),
          List.of(REAL, MOMENT),
          List.of(MOMENT, TEXT),
          List.of(TEXT, NUMBER),
          List.of(NUMBER, REAL));

  private static final List<AttributeType> KEYS =
      Stream.concat(
              Stream.of(Primitive.values()),
              Stream.of(TimestampUnit.values()).map(AttributeType.Timestamp::new))
          .<AttributeType>map(each -> each)
          .toList();

  private static final int MOST_FUNCTIONS = 4;
  private static final int MOST_COLUMNS = 3;

  private final List<List<Integer>> subspaces;
  private final List<String> declared;
  private final Schema schema;
  private final AssortedValues values;
  private final AssortedFunctions functions;

  Assortment(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TimestampUnit unit = oneOf(List.of(TimestampUnit.values()), random);
    List<AttributeType> types =
        List.of(
            AttributeType.INT,
            AttributeType.STRING,
            AttributeType.INT,
            AttributeType.FLOAT,
            new AttributeType.Timestamp(unit),
            AttributeType.DOCUMENT,
            new AttributeType.ListOf(primitive(random)),
            new AttributeType.SetOf(primitive(random)),
            new AttributeType.MapOf(primitive(random), primitive(random)));
    AttributeType key = oneOf(KEYS, random);
    List<Integer> first = oneOf(SUBSPACES, random);
    List<List<Integer>> others = new ArrayList<>(SUBSPACES);
    others.remove(first);
    subspaces = List.of(first, oneOf(others, random));
    declared =
        IntStream.range(0, NAMES.size())
            .filter(i -> types.get(i).indexable() && random.nextInt(3) == 0)
            .mapToObj(NAMES::get)
            .toList();
    schema = SpaceParser.parse(text(SPACE, 1, key, types)).schema();
    values = new AssortedValues(schema);
    functions = new AssortedFunctions(schema, values);
  }

  private static <T> T oneOf(List<T> all, SplittableRandom random) {
    return all.get(random.nextInt(all.size()));
  }

  private static Primitive primitive(SplittableRandom random) {
    return oneOf(List.of(Primitive.values()), random);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public String description(String name, int failures) {
    List<AttributeType> types =
        schema.attributes().stream().skip(1).<AttributeType>map(each -> each.type()).toList();
    return text(name, failures, schema.key().type(), types);
  }

  private String text(String name, int failures, AttributeType key, List<AttributeType> types) {
    String attributes =
        IntStream.range(0, NAMES.size())
            .mapToObj(i -> types.get(i).description() + " " + NAMES.get(i))
            .collect(Collectors.joining(", "));
    String dimensions =
        subspaces.stream()
            .map(one -> one.stream().map(i -> NAMES.get(i - 1)).collect(Collectors.joining(", ")))
            .map(names -> "subspace " + names + "\n")
            .collect(Collectors.joining());
    String indices =
        declared.stream().map(each -> "index " + each + "\n").collect(Collectors.joining());
    return """
    space %s
    key %s id
    attributes %s
    %s%screate %d partitions
    tolerate %d failures
    """
        .formatted(
            name,
            key.description(),
            attributes,
            dimensions,
            indices,
            name.equals(SPACE) ? PLACES : 2,
            failures);
  }

  @Override
  public List<AttributePath> indexed() {
    List<AttributePath> indexed = new ArrayList<>();
    for (int attribute = MARK; attribute < schema.size(); attribute++) {
      if (schema.attribute(attribute).type().indexable() && !isDimension(attribute)) {
        indexed.add(new AttributePath(schema.attribute(attribute).name(), DocumentPath.ROOT));
      }
    }
    String document = schema.attribute(DOCUMENT).name();
    AssortedDocuments.INDEXED.forEach(path -> indexed.add(new AttributePath(document, path)));
    return indexed;
  }

  private boolean isDimension(int attribute) {
    return subspaces.stream().anyMatch(one -> one.contains(attribute));
  }

  @Override
  public Bytes key(int number) {
    AttributeType type = schema.key().type();
    return ValueCodec.encode(type, values.key(number));
  }

  @Override
  public List<FunctionCall> at(int place, long mark) {
    List<FunctionCall> calls = new ArrayList<>();
    for (int attribute = TEXT; attribute <= MOMENT; attribute++) {
      if (isDimension(attribute)) {
        AttributeType type = schema.attribute(attribute).type();
        calls.add(set(attribute, AssortedValues.inQuarter(type, quarter(attribute, place))));
      }
    }
    calls.add(set(MARK, new Value.Int(mark)));
    return calls;
  }

  /** Two neighbours go through their quarters so that they go through all four pairs of halves. */
  private static int quarter(int attribute, int place) {
    return attribute % 2 == 0 ? place : List.of(0, 2, 1, 3).get(place);
  }

  private FunctionCall set(int attribute, Value value) {
    AttributeType type = schema.attribute(attribute).type();
    return new FunctionCall(attribute, Function.SET, ValueCodec.encode(type, value));
  }

  @Override
  public DocumentPath place(int attribute, SplittableRandom random) {
    return attribute == DOCUMENT ? AssortedDocuments.path(random) : DocumentPath.ROOT;
  }

  @Override
  public Value argument(
      int attribute, DocumentPath place, Operator operator, int keys, SplittableRandom random) {
    AttributeType type = schema.attribute(attribute).type();
    return attribute == 0
        ? values.argument(operator, type, () -> values.key(random.nextInt(keys)), random)
        : values.argument(operator, type, () -> values.any(type, place, random), random);
  }

  @Override
  public List<FunctionCall> everything(SplittableRandom random, long mark) {
    List<FunctionCall> calls = new ArrayList<>();
    calls.add(set(MARK, new Value.Int(mark)));
    for (int attribute = TEXT; attribute < schema.size(); attribute++) {
      AttributeType type = schema.attribute(attribute).type();
      calls.add(set(attribute, values.any(type, DocumentPath.ROOT, random)));
    }
    return calls;
  }

  /** Some functions, often several of one attribute, and somewhere between them the mark. */
  @Override
  public List<FunctionCall> something(SplittableRandom random, long mark) {
    List<FunctionCall> calls = new ArrayList<>();
    // Most can be done to documents.
    int often = random.nextInt(3) == 0 ? DOCUMENT : random.nextInt(TEXT, schema.size());
    for (int i = random.nextInt(MOST_FUNCTIONS); i >= 0; i--) {
      int attribute = random.nextBoolean() ? often : random.nextInt(TEXT, schema.size());
      calls.add(functions.any(attribute, random));
    }
    calls.add(random.nextInt(calls.size() + 1), set(MARK, new Value.Int(mark)));
    return calls;
  }

  /** Everything, or some attributes, or nothing but the key. */
  @Override
  public Columns columns(SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      return Columns.ALL;
    }
    List<Integer> positions = new ArrayList<>();
    for (int i = random.nextInt(MOST_COLUMNS + 1); i > 0; i--) {
      positions.add(random.nextInt(MARK, schema.size()));
    }
    return Columns.of(positions);
  }

  /** By the key, or by one of the attributes that have an order. */
  @Override
  public Ordering ordering(SplittableRandom random) {
    return new Ordering(random.nextInt(MOMENT + 1), random.nextBoolean());
  }
}
