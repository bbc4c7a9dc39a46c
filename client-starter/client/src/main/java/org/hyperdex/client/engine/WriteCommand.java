package org.hyperdex.client.engine;

import java.util.List;
import java.util.Optional;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.client.binding.Binding;
import org.hyperdex.client.binding.Place;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Changes one object: one operation id for all sendings. */
final class WriteCommand extends Operation<WriteResult> {
  private final Calls calls;
  private final Session session;
  private final Value key;
  private final WriteOperation operation;
  private @Nullable Schema schema;
  private ServerResponse.@Nullable WriteResult answer;

  WriteCommand(
      Admission admission,
      Calls calls,
      Session session,
      Value key,
      WriteOperation operation,
      long deadlineNanos) {
    super(admission, deadlineNanos);
    this.calls = calls;
    this.session = session;
    this.key = key;
    this.operation = operation;
  }

  @Override
  void begin(Space space, Completions.Batch batch) {
    Schema bound = space.schema();
    schema = bound;
    Bytes encoded = Binding.key(bound, key);
    Predicate guards = Binding.predicate(bound, operation.guards());
    ClientRequest.Change change = Binding.change(bound, operation);
    // The number is taken last: a number that is never sent would hold the watermark back.
    new Call(session.next(), encoded, guards, change, Router.keyRegion(space, encoded).id())
        .start(batch);
  }

  @Override
  WriteResult result() {
    ServerResponse.WriteResult ended = answer;
    Schema bound = schema;
    if (ended == null || bound == null) {
      throw Failures.internal("a write ended without an answer");
    }
    int attribute = ended.attribute();
    if (attribute >= bound.size()) {
      throw Failures.internal("a write was answered with an attribute the space has not");
    }
    Optional<String> name =
        attribute < 0 ? Optional.empty() : Optional.of(bound.attribute(attribute).name());
    return new WriteResult(
        ended.outcome(),
        ended.version(),
        name,
        ended.outcome().functionFailed() ? functionsOn(bound, attribute) : List.of());
  }

  private List<String> functionsOn(Schema bound, int attribute) {
    return operation.steps().stream()
        .filter(step -> Place.of(bound, step.attribute()).position() == attribute)
        .map(step -> step.function().operation())
        .distinct()
        .toList();
  }

  private final class Call extends RegionCall {
    private final OperationId id;
    private final Bytes key;
    private final Predicate guards;
    private final ClientRequest.Change change;

    Call(OperationId id, Bytes key, Predicate guards, ClientRequest.Change change, long region) {
      super(
          WriteCommand.this.calls,
          new RetryMachine(Access.WRITE, region, deadlineNanos, id.sequence()));
      this.id = id;
      this.key = key;
      this.guards = guards;
      this.change = change;
    }

    @Override
    ClientRequest request(long requestId, long region, long epoch) {
      return new ClientRequest.Write(
          requestId,
          region,
          epoch,
          id,
          session.watermark(),
          key,
          operation.existence(),
          operation.ifVersion(),
          guards,
          change);
    }

    @Override
    void answer(ServerResponse response, Completions.Batch batch) {
      if (response instanceof ServerResponse.WriteResult result) {
        answer = result;
        succeeded();
        session.end(id);
        batch.add(WriteCommand.this);
      } else {
        abort(Failures.internal("a write was answered with " + response), batch);
      }
    }

    @Override
    void failed(HyperDexException failure, Completions.Batch batch) {
      session.end(id);
      fail(failure, batch);
    }
  }
}
