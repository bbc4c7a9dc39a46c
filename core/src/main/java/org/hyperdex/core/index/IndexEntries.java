package org.hyperdex.core.index;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentBytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Elements;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.query.Bounds.Place;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which entries objects have in an index.
 *
 * <p>One for the value of a string, int, float or timestamp; one for each distinct element of a
 * list or set; one for each key of a map; one for what a document has at the index's path, in its
 * {@linkplain DocumentBytes#ordered ordered form} with the JSON type in front, none if it has
 * nothing there.
 */
public final class IndexEntries {
  private final Index index;
  private final AttributeType type;
  private final Place place;
  private final EntryForm form;

  private IndexEntries(Index index, AttributeType type, Place place) {
    this.index = index;
    this.type = type;
    this.place = place;
    form =
        switch (type) {
          case Primitive primitive -> formOf(primitive);
          case AttributeType.Timestamp _ -> EntryForm.NUMBER;
          case AttributeType.ListOf list -> formOf(list.element());
          case AttributeType.SetOf set -> formOf(set.element());
          case AttributeType.MapOf map -> formOf(map.key());
          case AttributeType.Document _ -> EntryForm.BYTES;
        };
  }

  private static EntryForm formOf(Primitive type) {
    return type == Primitive.STRING ? EntryForm.BYTES : EntryForm.NUMBER;
  }

  /**
   * Of {@code index}, which is one of a space with {@code schema}.
   *
   * @throws IllegalArgumentException if it is on the key
   */
  public static IndexEntries of(Schema schema, Index index) {
    if (index.attribute() == 0) {
      throw new IllegalArgumentException("an index on the key");
    }
    return new IndexEntries(
        index,
        schema.attribute(index.attribute()).type(),
        new Place(index.attribute(), DocumentPath.parse(index.path())));
  }

  /** The index. */
  public Index index() {
    return index;
  }

  /** The type of the attribute. */
  AttributeType type() {
    return type;
  }

  /** What is indexed. */
  Place place() {
    return place;
  }

  /** How values and keys make up entries. */
  public EntryForm form() {
    return form;
  }

  /** The entries of an object, ascending. */
  public List<Bytes> of(Bytes key, Bytes row) {
    return values(row).stream().map(value -> form.entry(value, key)).toList();
  }

  /**
   * Hands over what changes in the index when an object's row becomes another one.
   *
   * @param before null if the object is new
   * @param after null if it is gone
   * @param sink takes each entry that comes, with true, or goes, with false
   */
  public void changes(
      Bytes key, @Nullable Bytes before, @Nullable Bytes after, BiConsumer<Bytes, Boolean> sink) {
    if (before != null && after != null && sameColumn(before, after)) {
      return;
    }
    List<Bytes> old = before == null ? List.of() : values(before);
    List<Bytes> now = after == null ? List.of() : values(after);
    // Both ascend.
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      int order = i == old.size() ? 1 : j == now.size() ? -1 : old.get(i).compareTo(now.get(j));
      if (order < 0) {
        sink.accept(form.entry(old.get(i), key), false);
      } else if (order > 0) {
        sink.accept(form.entry(now.get(j), key), true);
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
  }

  private boolean sameColumn(Bytes before, Bytes after) {
    int column = place.attribute() - 1;
    return Arrays.equals(
        before.array(),
        Row.valueStart(before, column),
        Row.valueEnd(before, column),
        after.array(),
        Row.valueStart(after, column),
        Row.valueEnd(after, column));
  }

  private List<Bytes> values(Bytes row) {
    int column = place.attribute() - 1;
    return valuesIn(row.array(), Row.valueStart(row, column), Row.valueEnd(row, column));
  }

  /** The values under which {@code value}, a whole attribute, is found, ascending. */
  List<Bytes> valuesOf(Bytes value) {
    return valuesIn(value.array(), 0, value.length());
  }

  private List<Bytes> valuesIn(byte[] array, int from, int to) {
    return switch (type) {
      case Primitive _, AttributeType.Timestamp _ -> List.of(part(array, from, to));
      case AttributeType.ListOf list -> elements(list.element(), null, array, from, to);
      case AttributeType.SetOf set -> elements(set.element(), null, array, from, to);
      case AttributeType.MapOf map -> elements(map.key(), map.value(), array, from, to);
      case AttributeType.Document _ -> {
        int at = place.path().find(array, from);
        yield at < 0 ? List.of() : List.of(EntryForm.cut(DocumentBytes.ordered(array, at)));
      }
    };
  }

  private static List<Bytes> elements(
      Primitive type, @Nullable Primitive skipped, byte[] array, int from, int to) {
    TreeSet<Bytes> elements = new TreeSet<>();
    int at = from;
    while (at < to) {
      int end = Elements.next(type, array, at);
      elements.add(part(array, Elements.valueStart(type, at), end));
      at = skipped == null ? end : Elements.next(skipped, array, end);
    }
    return List.copyOf(elements);
  }

  private static Bytes part(byte[] array, int from, int to) {
    return Bytes.wrap(Arrays.copyOfRange(array, from, Math.min(to, from + EntryForm.VALUE_BYTES)));
  }
}
