package org.hyperdex.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.schema.Schema;

/**
 * An object as it was at one version: immutable, decoded value by value when asked for.
 *
 * <p>Objects are equal if version, key and all values are.
 */
public final class StoredObject {
  private final Schema schema;
  private final Columns columns;
  private final Bytes key;
  private final Bytes row;
  private final Version version;

  private StoredObject(Schema schema, Columns columns, Bytes key, Bytes row, Version version) {
    this.schema = schema;
    this.columns = columns;
    this.key = key;
    this.row = row;
    this.version = version;
  }

  /**
   * The object of those encoded parts.
   *
   * @throws IllegalArgumentException if the row has not as many columns as the schema, or the key
   *     is not of its type
   */
  public static StoredObject encoded(Schema schema, Bytes key, Bytes row, Version version) {
    return encoded(schema, Columns.ALL, key, row, version);
  }

  /**
   * Some attributes of an object.
   *
   * @param columns which ones {@code row} has
   * @throws IllegalArgumentException if it has others, or the key is not of its type
   */
  public static StoredObject encoded(
      Schema schema, Columns columns, Bytes key, Bytes row, Version version) {
    if (!Row.hasColumns(row, columns.count(schema.size() - 1))
        || !ValueCodec.isValid(schema.key().type(), key)) {
      throw new IllegalArgumentException("a key or row that does not fit its schema");
    }
    return new StoredObject(schema, columns, key, row, version);
  }

  /** The name of the key attribute. */
  public String keyName() {
    return schema.key().name();
  }

  /** The key. */
  public Value key() {
    return ValueCodec.decode(schema.key().type(), key);
  }

  /** The key, encoded. */
  public Bytes encodedKey() {
    return key;
  }

  /** The version. */
  public Version version() {
    return version;
  }

  /** The names and types of the key and of all attributes. */
  public Schema schema() {
    return schema;
  }

  /**
   * The value of one attribute, which may be the key; empty if the space has no such attribute, or
   * it was not asked for.
   */
  public Optional<Value> attribute(String name) {
    OptionalInt position = schema.position(name);
    return position.isPresent() && has(position.getAsInt())
        ? Optional.of(value(position.getAsInt()))
        : Optional.empty();
  }

  /** Whether the attribute at {@code position} in the schema was asked for; 0 is the key. */
  public boolean has(int position) {
    return position == 0 || columns.column(position) >= 0;
  }

  /**
   * The value of the attribute at {@code position} in the schema; 0 is the key. It must be one that
   * was asked for.
   */
  public Value value(int position) {
    return position == 0
        ? key()
        : ValueCodec.decode(schema.attribute(position).type(), encodedValue(position));
  }

  /** The encoded value of the attribute at {@code position} in the schema; 0 is the key. */
  public Bytes encodedValue(int position) {
    return position == 0 ? key : Row.column(row, columns.column(position));
  }

  /**
   * All attributes that were asked for but the key, in the schema's order, decoded anew by each
   * call.
   */
  public Map<String, Value> attributes() {
    Map<String, Value> attributes = new LinkedHashMap<>();
    for (int i = 1; i < schema.size(); i++) {
      if (has(i)) {
        attributes.put(schema.attribute(i).name(), value(i));
      }
    }
    return Collections.unmodifiableMap(attributes);
  }

  /** How many bytes the key and the attributes it has take as they are stored. */
  public long encodedBytes() {
    return key.length() + (long) row.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredObject that
        && version.equals(that.version)
        && key.equals(that.key)
        && row.equals(that.row)
        && columns.equals(that.columns)
        && schema.equals(that.schema);
  }

  @Override
  public int hashCode() {
    return key.hashCode() * 31 + version.hashCode();
  }

  @Override
  public String toString() {
    return "StoredObject[" + keyName() + "=" + key() + ", version=" + version + "]";
  }
}
