package org.hyperdex.core.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;

/**
 * A space with attributes of all types, what is written to it, indices of it, and what is searched
 * for: the same for the same seed. Seeds that follow each other have keys of all types.
 *
 * @param writes in their order
 * @param indices on some of the places that the searches speak of; their ids begin with 1
 */
public record GeneratedSpace(
    Schema schema, List<Write> writes, List<Index> indices, List<SearchCase> searches) {
  private static final int MOST_INDICES = 40;

  /** Every type there is for a key. */
  private static final List<AttributeType> KEY_TYPES =
      Values.types().stream().filter(AttributeType::hashable).toList();

  /**
   * A write of one object.
   *
   * @param key encoded
   * @param object all its values, the key first; empty if it is removed
   */
  public record Write(Bytes key, Optional<List<Value>> object) {}

  /** The key of {@code object}, encoded. */
  public Bytes key(List<Value> object) {
    return Terms.key(schema, object);
  }

  /** The row of {@code object}. */
  public Bytes row(List<Value> object) {
    return Terms.row(schema, object);
  }

  /** That of {@code seed}, of so many objects and searches. */
  public static GeneratedSpace of(long seed, int objects, int searches) {
    AttributeType keyType = KEY_TYPES.get((int) (seed % KEY_TYPES.size()));
    return new Generator(seed, schema(keyType)).space(objects, searches);
  }

  private static Schema schema(AttributeType keyType) {
    List<Attribute> attributes = new ArrayList<>(Terms.schemaOfAllTypes(keyType).attributes());
    // Of what is most intricate there is more.
    for (int i = 0; i < 4; i++) {
      attributes.add(new Attribute("document" + i, AttributeType.DOCUMENT));
      attributes.add(new Attribute("string" + i, AttributeType.STRING));
    }
    return new Schema(attributes);
  }

  private static final class Generator {
    private final Values values;
    private final Schema schema;
    private final Terms terms;

    Generator(long seed, Schema schema) {
      values = new Values(seed);
      this.schema = schema;
      terms = new Terms(values, schema);
    }

    GeneratedSpace space(int objectCount, int searchCount) {
      List<List<Value>> objects = new ArrayList<>();
      for (int i = 0; i < objectCount; i++) {
        objects.add(mixed(objects));
      }
      List<SearchCase> searches = new ArrayList<>();
      for (int i = 0; i < searchCount; i++) {
        searches.add(search(objects));
      }
      return new GeneratedSpace(schema, writes(objects), indices(searches), searches);
    }

    /** Often takes over values of another object, so that values repeat. */
    private List<Value> mixed(List<List<Value>> others) {
      List<Value> mixed = terms.object();
      for (int i = 1; i < mixed.size() && !others.isEmpty(); i++) {
        if (values.below(3) > 0) {
          mixed.set(i, values.oneOf(others).get(i));
        }
      }
      return mixed;
    }

    private List<Write> writes(List<List<Value>> objects) {
      List<Write> writes = new ArrayList<>();
      TreeSet<Bytes> present = new TreeSet<>();
      for (List<Value> object : objects) {
        Bytes key = Terms.key(schema, object);
        writes.add(new Write(key, Optional.of(object)));
        present.add(key);
        if (values.below(5) == 0) {
          Bytes gone = values.oneOf(List.copyOf(present));
          writes.add(new Write(gone, Optional.empty()));
          present.remove(gone);
        }
      }
      return writes;
    }

    private SearchCase search(List<List<Value>> objects) {
      List<List<Term>> alternatives = new ArrayList<>();
      for (int i = values.below(40) == 0 ? values.below(10) : 1 + values.below(3); i > 0; i--) {
        List<Value> like = values.oneOf(objects);
        alternatives.add(
            switch (values.below(12)) {
              case 0, 1, 2, 3 -> terms.equalities(like);
              case 4 -> terms.bounds(like);
              case 5 -> values.below(4) == 0 ? terms.contradiction(like) : terms.bounds(like);
              default -> terms.conjunction(like);
            });
      }
      return new SearchCase(alternatives);
    }

    private List<Index> indices(List<SearchCase> searches) {
      TreeMap<String, Index> indices = new TreeMap<>();
      searches.stream()
          .flatMap(search -> search.alternatives().stream())
          .flatMap(List::stream)
          .map(Term::check)
          .filter(check -> check.attribute() > 0 && values.below(4) > 0)
          .forEach(check -> {
            String path = check.path().text();
            if (indices.size() < MOST_INDICES) {
              indices.computeIfAbsent(
                  check.attribute() + " " + path,
                  _ -> new Index(indices.size() + 1L, check.attribute(), path, Index.State.READY));
            }
          });
      return List.copyOf(indices.values());
    }
  }
}
