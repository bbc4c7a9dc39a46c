package org.hyperdex.transport.link;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Optional;
import org.hyperdex.transport.wire.FrameCodec;
import org.hyperdex.transport.wire.WireException;

/** The stream of a link as the connecting side sees it. */
final class ConnectedCall implements StreamCall {
  private final ClientCall<Frame, Frame> call;

  ConnectedCall(ClientCall<Frame, Frame> call) {
    this.call = call;
  }

  @Override
  public boolean isReady() {
    return call.isReady();
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
    call.halfClose();
  }

  @Override
  public void abort(CloseReason reason) {
    call.cancel(reason.detail(), null);
  }

  /** What happens on the stream. */
  static final class Events extends ClientCall.Listener<Frame> {
    private final ClientCall<Frame, Frame> call;
    private final StreamLink link;
    private boolean welcomed;

    Events(ClientCall<Frame, Frame> call, StreamLink link) {
      this.call = call;
      this.link = link;
    }

    @Override
    public void onReady() {
      link.onReady();
    }

    @Override
    public void onMessage(Frame frame) {
      if (welcomed) {
        link.onFrame(frame);
        return;
      }
      try {
        FrameCodec.decodeWelcome(frame.array(), frame.offset(), frame.length());
      } catch (WireException e) {
        link.fail(CloseReason.of(CloseReason.Kind.FAILED, String.valueOf(e.getMessage())));
        return;
      }
      welcomed = true;
      link.onOpened();
      call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      link.onEnded(reasonOf(status, trailers));
    }

    private CloseReason reasonOf(Status status, Metadata trailers) {
      String detail = describe(status);
      Optional<Refusal> refusal = refusalIn(trailers);
      if (refusal.isPresent()) {
        return CloseReason.refused(refusal.get(), detail);
      }
      if (status.isOk()) {
        return CloseReason.of(CloseReason.Kind.CLOSED_BY_PEER, "closed by the other process");
      }
      if (status.getCode() != Status.Code.UNAVAILABLE) {
        return CloseReason.of(CloseReason.Kind.FAILED, detail);
      }
      return CloseReason.of(
          welcomed ? CloseReason.Kind.LOST : CloseReason.Kind.UNREACHABLE, detail);
    }

    private static Optional<Refusal> refusalIn(Metadata trailers) {
      String name = trailers.get(LinkService.REFUSAL);
      return Arrays.stream(Refusal.values()).filter(r -> r.name().equals(name)).findFirst();
    }

    /** The description and the innermost cause, where sockets say what happened. */
    private static String describe(Status status) {
      String description = status.getDescription();
      String text = description != null ? description : status.getCode().name();
      Throwable cause = status.getCause();
      while (cause != null && cause.getCause() != null) {
        cause = cause.getCause();
      }
      return cause == null || cause.getMessage() == null ? text : text + ": " + cause.getMessage();
    }
  }
}
