package org.hyperdex.transport.link;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.util.Optional;
import org.hyperdex.transport.wire.FrameCodec;
import org.hyperdex.transport.wire.Hello;
import org.hyperdex.transport.wire.WireException;
import org.jspecify.annotations.Nullable;

/** What happens on a stream that another process has opened; the first frame decides about it. */
final class AcceptedLink extends ServerCall.Listener<Frame> {
  private final LinkServer server;
  private final LinkAcceptor acceptor;
  private final LinkOptions options;
  private final EventLoop loop;
  private final ServerCall<Frame, Frame> call;
  private final AcceptedCall stream;
  private @Nullable StreamLink link;
  private boolean refused;

  AcceptedLink(
      LinkServer server,
      LinkAcceptor acceptor,
      LinkOptions options,
      EventLoop loop,
      ServerCall<Frame, Frame> call) {
    this.server = server;
    this.acceptor = acceptor;
    this.options = options;
    this.loop = loop;
    this.call = call;
    this.stream = new AcceptedCall(call);
  }

  void begin() {
    call.sendHeaders(new Metadata());
    call.request(1);
  }

  @Override
  public void onMessage(Frame frame) {
    if (link != null) {
      link.onFrame(frame);
    } else if (!refused) {
      open(frame);
    }
  }

  @Override
  public void onReady() {
    if (link != null) {
      link.onReady();
    }
  }

  @Override
  public void onHalfClose() {
    if (link != null) {
      link.onPeerFinished();
    } else if (!refused) {
      stream.finish();
    }
  }

  @Override
  public void onComplete() {
    if (link != null) {
      link.onEnded(CloseReason.of(CloseReason.Kind.CLOSED_BY_PEER, "closed by the other process"));
    }
  }

  @Override
  public void onCancel() {
    if (link != null) {
      link.onEnded(CloseReason.of(CloseReason.Kind.LOST, "the connection was lost"));
    }
  }

  private void open(Frame frame) {
    Hello hello;
    try {
      hello = FrameCodec.decodeHello(frame.array(), frame.offset(), frame.length());
    } catch (WireException e) {
      refuse(CloseReason.of(CloseReason.Kind.FAILED, String.valueOf(e.getMessage())));
      return;
    }
    Optional<CloseReason> refusal = refusalOf(hello);
    if (refusal.isPresent()) {
      refuse(refusal.get());
      return;
    }
    StreamLink opened =
        new StreamLink(server.newId(), hello, stream, loop, options, server::remove);
    try {
      opened.listenBy(acceptor.accept(opened, hello));
    } catch (LinkRefusedException e) {
      refuse(CloseReason.refused(e.refusal(), String.valueOf(e.getMessage())));
      return;
    }
    link = opened;
    server.add(opened);
    call.sendMessage(Frame.of(FrameCodec.encodeWelcome()));
    opened.onOpened();
    opened.startSending();
    call.request(1);
  }

  private Optional<CloseReason> refusalOf(Hello hello) {
    if (hello.protocolVersion() != Hello.PROTOCOL_VERSION) {
      return Optional.of(
          CloseReason.refused(
              Refusal.WRONG_PROTOCOL,
              "this server speaks version "
                  + Hello.PROTOCOL_VERSION
                  + " of the protocol, the caller version "
                  + hello.protocolVersion()));
    }
    if (server.isClosing()) {
      return Optional.of(
          CloseReason.refused(Refusal.SHUTTING_DOWN, "this server is shutting down"));
    }
    return server
        .identity()
        .map(identity -> identity.refusalOf(hello))
        .orElseGet(() ->
            Optional.of(
                CloseReason.refused(
                    Refusal.NOT_READY, "this server has not joined its cluster yet")));
  }

  private void refuse(CloseReason reason) {
    refused = true;
    stream.abort(reason);
  }
}
