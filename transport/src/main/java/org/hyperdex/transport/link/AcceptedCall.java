package org.hyperdex.transport.link;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** The stream of a link as the accepting side sees it. */
final class AcceptedCall implements StreamCall {
  private final ServerCall<Frame, Frame> call;
  private boolean closed;

  AcceptedCall(ServerCall<Frame, Frame> call) {
    this.call = call;
  }

  @Override
  public boolean isReady() {
    return !closed && call.isReady();
  }

  @Override
  public void write(Frame frame) {
    call.sendMessage(frame);
  }

  @Override
  public void requestFrame() {
    call.request(1);
  }

  @Override
  public void finish() {
    close(Status.OK, new Metadata());
  }

  @Override
  public void abort(CloseReason reason) {
    Metadata trailers = new Metadata();
    reason.refusal().ifPresent(refusal -> trailers.put(LinkService.REFUSAL, refusal.name()));
    Status status = reason.refusal().isPresent() ? Status.FAILED_PRECONDITION : Status.ABORTED;
    close(status.withDescription(reason.detail()), trailers);
  }

  private void close(Status status, Metadata trailers) {
    if (!closed) {
      closed = true;
      call.close(status, trailers);
    }
  }
}
