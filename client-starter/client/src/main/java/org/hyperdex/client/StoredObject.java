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
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;

/**
 * An object as it was at one version: immutable, decoded value by value when asked for.
 *
 * <p>Objects are equal if version, key and all values are.
 */
public final class StoredObject {
  private final Schema schema;
  private final Bytes key;
  private final Bytes row;
  private final Version version;

  private StoredObject(Schema schema, Bytes key, Bytes row, Version version) {
    this.schema = schema;
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
    if (!Row.hasColumns(row, schema.size() - 1) || !ValueCodec.isValid(schema.key().type(), key)) {
      throw new IllegalArgumentException("a key or row that does not fit its schema");
    }
    return new StoredObject(schema, key, row, version);
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

  /** The value of one attribute, which may be the key; empty if the space has no such attribute. */
  public Optional<Value> attribute(String name) {
    OptionalInt position = schema.position(name);
    return position.isEmpty() ? Optional.empty() : Optional.of(value(position.getAsInt()));
  }

  /** The value of the attribute at {@code position} in the schema; 0 is the key. */
  public Value value(int position) {
    return position == 0
        ? key()
        : ValueCodec.decode(schema.attribute(position).type(), encodedValue(position));
  }

  /** The encoded value of the attribute at {@code position} in the schema; 0 is the key. */
  public Bytes encodedValue(int position) {
    return position == 0 ? key : Row.column(row, position - 1);
  }

  /** All attributes but the key, in the schema's order, decoded anew by each call. */
  public Map<String, Value> attributes() {
    Map<String, Value> attributes = new LinkedHashMap<>();
    for (int i = 1; i < schema.size(); i++) {
      Attribute attribute = schema.attribute(i);
      attributes.put(attribute.name(), value(i));
    }
    return Collections.unmodifiableMap(attributes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredObject that
        && version.equals(that.version)
        && key.equals(that.key)
        && row.equals(that.row)
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
