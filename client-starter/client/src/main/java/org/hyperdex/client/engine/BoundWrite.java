package org.hyperdex.client.engine;

import java.util.Optional;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.binding.Binding;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Schema;

/** A write bound to the schema of its space: all of a request that no sending changes. */
record BoundWrite(
    Bytes key, Existence existence, Optional<Version> ifVersion, Predicate guards, Change change) {

  static BoundWrite of(Schema schema, Value key, WriteOperation operation) {
    return new BoundWrite(
        Binding.key(schema, key),
        operation.existence(),
        operation.ifVersion(),
        Binding.predicate(schema, operation.guards()),
        Binding.change(schema, operation));
  }
}
