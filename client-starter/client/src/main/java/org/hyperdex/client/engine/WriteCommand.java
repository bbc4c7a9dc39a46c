package org.hyperdex.client.engine;

import java.util.List;
import java.util.Optional;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.client.binding.Place;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Changes one object. */
final class WriteCommand extends Operation<WriteResult> implements WriteCall.Sink {
  private final Calls calls;
  private final Session session;
  private final Value key;
  private final WriteOperation operation;
  private final long bytes;
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
    this.bytes = ValueBytes.of(key, operation);
  }

  @Override
  long bytes() {
    return bytes;
  }

  @Override
  void begin(Space space, Completions.Batch batch) {
    schema = space.schema();
    BoundWrite write = BoundWrite.of(space.schema(), key, operation);
    WriteCall.of(calls, session, space, write, deadlineNanos, this).start(batch);
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

  @Override
  public void ended(ServerResponse.WriteResult result, Completions.Batch batch) {
    answer = result;
    batch.add(this);
  }
}
