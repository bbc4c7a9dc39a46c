package org.hyperdex.client.engine;

import java.util.List;
import java.util.Optional;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.binding.Binding;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Reads one object, or some attributes of it. */
final class GetOperation extends Operation<Optional<StoredObject>> {
  private final Calls calls;
  private final Value key;
  private final Optional<List<String>> attributes;
  private @Nullable Call call;

  /**
   * @param attributes what is wanted; empty for all
   */
  GetOperation(
      Admission admission,
      Calls calls,
      Value key,
      Optional<List<String>> attributes,
      long deadlineNanos) {
    super(admission, deadlineNanos);
    this.calls = calls;
    this.key = key;
    this.attributes = attributes;
  }

  @Override
  void begin(Space space, Completions.Batch batch) {
    Bytes encoded = Binding.key(space.schema(), key);
    Columns columns =
        attributes.map(names -> Binding.columns(space.schema(), names)).orElse(Columns.ALL);
    Call started =
        new Call(space.schema(), encoded, columns, Router.keyRegion(space, encoded).id());
    call = started;
    started.start(batch);
  }

  @Override
  Optional<StoredObject> result() {
    Call ended = call;
    if (ended == null || ended.row == null) {
      return Optional.empty();
    }
    StoredRow row = ended.row;
    return Optional.of(
        StoredObject.encoded(ended.schema, ended.columns, ended.key, row.row(), row.version()));
  }

  private final class Call extends RegionCall {
    private final Schema schema;
    private final Bytes key;
    private final Columns columns;
    private @Nullable StoredRow row;

    Call(Schema schema, Bytes key, Columns columns, long region) {
      super(
          GetOperation.this.calls,
          new RetryMachine(Access.GET, region, deadlineNanos, key.hashCode()));
      this.schema = schema;
      this.key = key;
      this.columns = columns;
    }

    @Override
    ClientRequest request(long requestId, long region, long epoch) {
      return new ClientRequest.Get(requestId, region, epoch, key, columns);
    }

    @Override
    void answer(ServerResponse response, Completions.Batch batch) {
      if (response instanceof ServerResponse.GetResult result) {
        row = result.row().orElse(null);
        succeeded();
        batch.add(GetOperation.this);
      } else {
        abort(Failures.internal("a get was answered with " + response), batch);
      }
    }

    @Override
    void failed(HyperDexException failure, Completions.Batch batch) {
      fail(failure, batch);
    }
  }
}
