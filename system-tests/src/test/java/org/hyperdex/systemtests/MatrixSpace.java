package org.hyperdex.systemtests;

import java.util.Map;
import java.util.Optional;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.schema.SpaceOfAllTypes;

/** The space of the matrix, which has an attribute of every type and a mark. */
record MatrixSpace(HyperDexClient client) {
  static final String NAME = "matrix";

  /** What the mark of an object is when it is made. */
  static final Value MARK = Value.Text.of("here");

  static String description(int faultTolerance) {
    return SpaceOfAllTypes.description(
        NAME,
        "k",
        "string mark",
        "create 8 partitions tolerate %d failures".formatted(faultTolerance));
  }

  /** Makes an object with that value. */
  void make(Value key, Value mark, AttributeType type, Value value) {
    Map<String, Value> values = Map.of("mark", mark, SpaceOfAllTypes.attribute(type), value);
    write(key, WriteOperation.putIfNotExist(values)).orThrow();
  }

  WriteResult write(Value key, WriteOperation operation) {
    return HyperDexClient.await(client.write(NAME, key, operation));
  }

  Optional<StoredObject> get(Value key) {
    return HyperDexClient.await(client.get(NAME, key));
  }

  /** The value of that type in an object. */
  static Optional<Value> value(Optional<StoredObject> object, AttributeType type) {
    return object.flatMap(found -> found.attribute(SpaceOfAllTypes.attribute(type)));
  }
}
