package org.hyperdex.core.hyperspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceDescriptionBuilder;
import org.hyperdex.core.schema.SpaceParser;
import org.junit.jupiter.api.Test;

/**
 * The regions of a new space tile its hyperspace, and an object is placed where its region says.
 */
class LayoutTest {

  @Test
  void theKeySubspaceComesFirstAndEveryRegionIsNew() {
    AtomicLong ids = new AtomicLong(100);
    SpaceDescription description =
        SpaceParser.parse(
            "space phonebook key username attributes first, last, int phone"
                + " subspace first, last, phone create 8 partitions");

    List<Subspace> subspaces = Layout.subspaces(description, ids::incrementAndGet);

    assertThat(subspaces)
        .extracting(Subspace::dimensions)
        .containsExactly(List.of(0), List.of(1, 2, 3));
    assertThat(subspaces)
        .extracting(Subspace::slices)
        .containsExactly(List.of(8), List.of(2, 2, 2));
    assertThat(allIds(subspaces))
        .isEqualTo(IntStream.rangeClosed(101, 118).mapToObj(i -> (long) i).toList());
    assertThat(subspaces)
        .flatExtracting(Subspace::regions)
        .allMatch(region -> region.epoch() == 1)
        .allMatch(region -> region.chain().isEmpty())
        .allMatch(region -> region.joiner().equals(OptionalLong.empty()));
  }

  @Test
  void theLastDimensionVariesFastest() {
    Subspace subspace = space(2, 6).subspaces().getLast();

    assertThat(subspace.slices()).containsExactly(3, 2);
    assertThat(subspace.regions().get(3).lower())
        .containsExactly(Partitioning.lower(1, 3), Partitioning.lower(1, 2));
    assertThat(subspace.regions().get(3).upper())
        .containsExactly(Partitioning.upper(1, 3), Partitioning.upper(1, 2));
  }

  @Test
  void everyObjectLiesInExactlyOneRegionAndIsPlacedThere() {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(5);
    for (int dimensions = 1; dimensions <= 6; dimensions++) {
      Set<List<Integer>> seen = new HashSet<>();
      for (int partitions = 1; partitions <= 2000; partitions++) {
        // Of the numbers that are cut alike one is enough.
        if (seen.add(Partitioning.slices(dimensions, partitions))) {
          Space space = space(dimensions, partitions);
          for (int i = 0; i < 3; i++) {
            objectLiesInItsRegionOnly(space, random);
          }
        }
      }
    }
  }

  private static void objectLiesInItsRegionOnly(Space space, RandomGenerator random) {
    Subspace subspace = space.subspaces().getLast();
    Bytes key = number(random);
    List<Bytes> columns =
        Stream.generate(() -> number(random)).limit(subspace.dimensions().size()).toList();
    Region region = Placement.regionOf(space, subspace, key, Row.of(columns));

    List<Region> holding =
        subspace.regions().stream().filter(candidate -> holds(candidate, columns)).toList();

    assertThat(holding).as("regions of %s", columns).containsExactly(region);
    List<Region> holdingKey =
        space.keySubspace().regions().stream()
            .filter(candidate -> holds(candidate, List.of(key)))
            .toList();
    assertThat(holdingKey).containsExactly(Placement.keyRegion(space, key));
    assertThat(Placement.regionOf(space, space.keySubspace(), key, Row.of(columns)))
        .isSameAs(Placement.keyRegion(space, key));
  }

  private static boolean holds(Region region, List<Bytes> values) {
    for (int i = 0; i < values.size(); i++) {
      long coordinate = Coordinates.of(AttributeType.INT, values.get(i));
      if (Long.compareUnsigned(coordinate, region.lower().get(i)) < 0
          || Long.compareUnsigned(coordinate, region.upper().get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Bytes number(RandomGenerator random) {
    // Edges of the range as often as anything within it.
    long value =
        switch (random.nextInt(4)) {
          case 0 -> Long.MIN_VALUE + random.nextInt(2);
          case 1 -> Long.MAX_VALUE - random.nextInt(2);
          default -> random.nextLong();
        };
    return ValueCodec.encode(AttributeType.INT, new Value.Int(value));
  }

  private static Space space(int dimensions, int partitions) {
    SpaceDescriptionBuilder builder = SpaceDescription.builder("s").key("k", AttributeType.INT);
    List<String> names = IntStream.range(0, dimensions).mapToObj(i -> "a" + i).toList();
    names.forEach(name -> builder.attribute(name, AttributeType.INT));
    return Spaces.of(builder.subspace(names.toArray(String[]::new)).partitions(partitions).build());
  }

  private static List<Long> allIds(List<Subspace> subspaces) {
    return subspaces.stream()
        .flatMap(subspace ->
            Stream.concat(Stream.of(subspace.id()), subspace.regions().stream().map(Region::id)))
        .toList();
  }
}
