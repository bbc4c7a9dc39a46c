package org.hyperdex.client.engine;

import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse;

/** One write of one object: one operation id for all sendings. */
final class WriteCall extends RegionCall {
  /** Told from any thread, under the call's monitor, of the end. */
  interface Sink {
    void ended(ServerResponse.WriteResult result, Completions.Batch batch);

    void failed(HyperDexException failure, Completions.Batch batch);
  }

  private final Session session;
  private final OperationId id;
  private final BoundWrite write;
  private final Sink sink;

  /**
   * A write that has not begun. It takes the session's next number, so it must be started: a number
   * that is never sent would hold the watermark back.
   *
   * @param write what to do
   */
  static WriteCall of(
      Calls calls, Session session, Space space, BoundWrite write, long deadlineNanos, Sink sink) {
    long region = Router.keyRegion(space, write.key()).id();
    OperationId id = session.next();
    RetryMachine machine = new RetryMachine(Access.WRITE, region, deadlineNanos, id.sequence());
    return new WriteCall(calls, machine, session, id, write, sink);
  }

  private WriteCall(
      Calls calls,
      RetryMachine machine,
      Session session,
      OperationId id,
      BoundWrite write,
      Sink sink) {
    super(calls, machine);
    this.session = session;
    this.id = id;
    this.write = write;
    this.sink = sink;
  }

  @Override
  ClientRequest request(long requestId, long region, long epoch) {
    return new ClientRequest.Write(
        requestId,
        region,
        epoch,
        id,
        session.watermark(),
        write.key(),
        write.existence(),
        write.ifVersion(),
        write.guards(),
        write.change());
  }

  @Override
  void answer(ServerResponse response, Completions.Batch batch) {
    if (response instanceof ServerResponse.WriteResult result) {
      succeeded();
      session.end(id);
      sink.ended(result, batch);
    } else {
      abort(Failures.internal("a write was answered with " + response), batch);
    }
  }

  @Override
  void failed(HyperDexException failure, Completions.Batch batch) {
    session.end(id);
    sink.failed(failure, batch);
  }
}
