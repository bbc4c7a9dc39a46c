package org.hyperdex.core.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Values;

/** Makes valid descriptions, their names mostly keywords. */
final class Descriptions {
  private Descriptions() {}

  static SpaceDescription random(RandomGenerator random) {
    SpaceDescriptionBuilder builder = SpaceDescription.builder(name(random));
    Set<String> used = new LinkedHashSet<>();
    used.add(name(random));
    builder.key(used.iterator().next(), pick(random, Values.comparableTypes()));
    List<String> hashable = new ArrayList<>();
    List<String> indexable = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String name = name(random);
      AttributeType type = pick(random, Values.types());
      if (used.add(name)) {
        builder.attribute(name, type);
        (type.hashable() ? hashable : new ArrayList<String>()).add(name);
        (type.indexable() ? indexable : new ArrayList<String>()).add(name);
      }
    }
    Set<List<String>> subspaces = new LinkedHashSet<>();
    for (int i = hashable.isEmpty() ? 0 : random.nextInt(3); i > 0; i--) {
      subspaces.add(some(random, hashable));
    }
    subspaces.forEach(names -> builder.subspace(names.toArray(String[]::new)));
    if (!indexable.isEmpty() && random.nextBoolean()) {
      some(random, indexable).forEach(builder::index);
    }
    if (random.nextBoolean()) {
      builder.authorization();
    }
    return builder.tolerate(random.nextInt(9)).partitions(1 + random.nextInt(9)).build();
  }

  /** Some of {@code names}, at least one, each once, in any order. */
  private static List<String> some(RandomGenerator random, List<String> names) {
    Set<String> some = new LinkedHashSet<>();
    for (int i = 0; i <= random.nextInt(names.size()); i++) {
      some.add(pick(random, names));
    }
    return List.copyOf(some);
  }

  private static String name(RandomGenerator random) {
    return random.nextInt(4) == 0
        ? "a" + random.nextInt(9)
        : pick(random, ContextualKeywordsTest.keywords());
  }

  static <T> T pick(RandomGenerator random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
