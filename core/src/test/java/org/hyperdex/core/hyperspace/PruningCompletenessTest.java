package org.hyperdex.core.hyperspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.NumberOrder;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A search never misses an object: no match lies in a region that is not asked. */
class PruningCompletenessTest {
  private static final int ROUNDS = 40;
  private static final int OBJECTS = 50;
  private static final int PREDICATES = 50;
  private static final List<Operator> COMPARISONS =
      List.of(
          Operator.EQUAL,
          Operator.LESS_THAN,
          Operator.LESS_EQUAL,
          Operator.GREATER_EQUAL,
          Operator.GREATER_THAN);

  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(23);
  private final Times times = new Times(29);
  private final Values values = new Values(31);
  private final List<Bytes> pool = new ArrayList<>();

  private int matches;
  private long asked;
  private long all;

  private record StoredObject(Bytes key, Bytes row) {}

  static List<AttributeType> types() {
    return Values.comparableTypes();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyMatchLiesInARegionThatIsAsked(AttributeType type) {
    for (int partitions : new int[] {7, 64, 101}) {
      Space space = space(type, partitions);
      for (int round = 0; round < ROUNDS; round++) {
        List<StoredObject> objects = objects(type);
        for (int i = 0; i < PREDICATES; i++) {
          noMatchIsMissed(space, predicate(type), objects);
        }
      }
    }

    int predicates = 3 * ROUNDS * PREDICATES;
    assertThat(matches).as("matches of %d predicates", predicates).isGreaterThan(predicates);
    assertThat(asked).as("regions asked of %d", all).isBetween(all / 100, all * 9 / 10);
  }

  private void noMatchIsMissed(Space space, Predicate predicate, List<StoredObject> objects) {
    Evaluation evaluation = Evaluation.of(space.schema(), predicate);
    List<StoredObject> matching =
        objects.stream().filter(object -> evaluation.matches(object.key(), object.row())).toList();
    matches += matching.size();
    int fewest = Integer.MAX_VALUE;
    for (Subspace subspace : space.subspaces()) {
      List<Region> regions = Pruning.regions(space, subspace, predicate);
      Set<Region> asking = new HashSet<>(regions);
      assertThat(asking).hasSameSizeAs(regions);
      for (StoredObject object : matching) {
        assertThat(asking)
            .as("%s", predicate)
            .contains(Placement.regionOf(space, subspace, object.key(), object.row()));
      }
      asked += regions.size();
      all += subspace.regions().size();
      fewest = Math.min(fewest, regions.size());
    }
    assertThat(Pruning.cheapest(space, predicate).regions()).hasSize(fewest);
  }

  private static Space space(AttributeType type, int partitions) {
    return Spaces.of(
        """
        space s key %1$s k
        attributes %1$s a, %1$s b
        subspace a subspace b, a
        create %2$d partitions\
        """
            .formatted(type.description(), partitions));
  }

  /** Objects whose values are few and near to each other, so that predicates find some. */
  private List<StoredObject> objects(AttributeType type) {
    pool.clear();
    pool.add(ValueCodec.zero(type));
    for (int i = 0; i < 20; i++) {
      pool.add(random.nextBoolean() ? fresh(type) : near(type, pooled()));
    }
    List<StoredObject> objects = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      objects.add(new StoredObject(pooled(), Row.of(List.of(pooled(), pooled()))));
    }
    return objects;
  }

  /** One alternative, or every fourth time two or three. */
  private Predicate predicate(AttributeType type) {
    Predicate predicate = Predicate.all(checks(type));
    while (random.nextInt(4) == 0) {
      predicate = predicate.or(Predicate.all(checks(type)));
    }
    return predicate;
  }

  private List<Check> checks(AttributeType type) {
    List<Check> checks = new ArrayList<>();
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      int attribute = random.nextInt(3);
      Bytes value = random.nextInt(4) == 0 ? near(type, pooled()) : pooled();
      switch (random.nextInt(7)) {
        case 0 -> checks.add(new Check(attribute, Operator.EQUAL, value));
        case 1, 2 -> {
          checks.add(new Check(attribute, Operator.GREATER_EQUAL, value));
          checks.add(new Check(attribute, Operator.LESS_EQUAL, above(type, value)));
        }
        case 3 -> {
          checks.add(new Check(attribute, Operator.GREATER_THAN, value));
          checks.add(new Check(attribute, Operator.LESS_THAN, above(type, value)));
        }
        case 4 ->
            checks.add(
                Check.in(
                    attribute, DocumentPath.ROOT, List.of(value, pooled(), near(type, value))));
        case 5 -> checks.add(new Check(attribute, someOther(type), value));
        default -> {
          checks.add(new Check(attribute, values.oneOf(COMPARISONS), value));
        }
      }
    }
    return checks;
  }

  /** What only strings have, and what hashing cannot answer. */
  private static Operator someOther(AttributeType type) {
    return type == AttributeType.STRING ? Operator.PREFIX : Operator.EQUAL;
  }

  private Bytes pooled() {
    return pool.get(random.nextInt(pool.size()));
  }

  private Bytes fresh(AttributeType type) {
    return type instanceof AttributeType.Timestamp && random.nextInt(4) > 0
        ? ValueCodec.encode(type, new Value.Timestamp(times.next()))
        : values.encoded(type);
  }

  /** A value that is often but a little away from {@code value}, on either side. */
  private Bytes near(AttributeType type, Bytes value) {
    return moved(type, value, random.nextBoolean() ? times.distance() : -times.distance());
  }

  /** The same above {@code value}, or of strings any. */
  private Bytes above(AttributeType type, Bytes value) {
    return moved(type, value, times.distance());
  }

  private Bytes moved(AttributeType type, Bytes value, long distance) {
    return switch (ValueCodec.decode(type, value)) {
      case Value.Int number ->
          ValueCodec.encode(type, new Value.Int(saturated(number.value(), distance)));
      case Value.Timestamp time ->
          ValueCodec.encode(type, new Value.Timestamp(saturated(time.epochMicros(), distance)));
      case Value.Float number ->
          ValueCodec.encode(type, new Value.Float(number.value() + distance));
      default -> values.encoded(type);
    };
  }

  private static long saturated(long value, long distance) {
    long sum = value + distance;
    boolean overflow = ((value ^ sum) & (distance ^ sum)) < 0;
    return overflow ? NumberOrder.toInt(distance < 0 ? 0 : -1L) : sum;
  }
}
