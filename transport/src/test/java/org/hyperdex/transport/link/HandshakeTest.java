package org.hyperdex.transport.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.transport.wire.FrameCodec;
import org.hyperdex.transport.wire.Hello;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeTest {
  private static final String HOST = "127.0.0.1";
  private static final LinkIdentity IDENTITY = new LinkIdentity("cluster", 42, 3);

  private final RecordingListener serverSide = new RecordingListener();
  private final RecordingListener clientSide = new RecordingListener();
  private final LinkConnector connector = new LinkConnector();
  private LinkServer server;

  @BeforeEach
  void start() {
    server =
        LinkServer.start(
            HOST,
            0,
            LinkOptions.DEFAULT,
            (_, hello) -> {
              if (hello.kind() == Hello.Kind.SERVER && hello.incarnation() < 5) {
                throw new LinkRefusedException(Refusal.STALE_CALLER, "you have been replaced");
              }
              return serverSide;
            });
  }

  @AfterEach
  void stop() {
    connector.close();
    server.close();
  }

  @Test
  void bothSidesHearThatTheLinkIsOpen() {
    server.identify(IDENTITY);
    connector.connect(HOST, server.port(), Hello.ofClient("cluster", 42, 3), clientSide);

    await().until(() -> clientSide.opened.get() == 1 && serverSide.opened.get() == 1);
    assertThat(server.openLinks()).isEqualTo(1);
  }

  @Test
  void anyIncarnationIsReachedByOneWhoAsksForNone() {
    server.identify(IDENTITY);
    connector.connect(HOST, server.port(), Hello.ofClient("cluster", 42, 0), clientSide);

    await().until(() -> clientSide.opened.get() == 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Refusal.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOT_READY", "SHUTTING_DOWN"})
  void aHelloThatDoesNotFitIsRefusedWithTheReason(Refusal refusal) {
    server.identify(IDENTITY);

    assertRefused(helloThatIsRefusedAs(refusal), refusal);
  }

  @Test
  void aServerThatDoesNotKnowWhoItIsRefusesUntilItDoes() {
    Hello hello = Hello.ofClient("cluster", 42, 3);

    assertRefused(hello, Refusal.NOT_READY);

    server.identify(IDENTITY);
    connector.connect(HOST, server.port(), hello, clientSide);
    await().until(() -> clientSide.opened.get() == 1);
  }

  @Test
  void aFirstFrameThatIsNoHelloEndsTheStreamAndLeavesTheServerWell() {
    server.identify(IDENTITY);
    SplittableRandom random = new SplittableRandom(7);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(HOST, server.port()).usePlaintext().build();
    try {
      for (int i = 0; i < 50; i++) {
        byte[] junk = new byte[random.nextInt(100)];
        random.nextBytes(junk);

        assertThat(statusOfStreamBeginningWith(channel, junk).getCode())
            .isEqualTo(Status.Code.ABORTED);
      }
    } finally {
      channel.shutdownNow();
    }
    connector.connect(HOST, server.port(), Hello.ofClient("cluster", 42, 3), clientSide);
    await().until(() -> clientSide.opened.get() == 1);
  }

  @Test
  void aMalformedFrameEndsTheLinkAndIsTold() {
    server.identify(IDENTITY);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(HOST, server.port()).usePlaintext().build();
    try {
      byte[] hello = FrameCodec.encodeHello(Hello.ofClient("cluster", 42, 3));

      Status status = statusOfStreamBeginningWith(channel, hello, new byte[] {3, 0, 0, 0, 9, 1});

      assertThat(status.getDescription()).contains("malformed frame");
      await().until(() -> !serverSide.reasons.isEmpty());
      assertThat(serverSide.reasons.getFirst().kind()).isEqualTo(CloseReason.Kind.FAILED);
    } finally {
      channel.shutdownNow();
    }
  }

  private static Hello helloThatIsRefusedAs(Refusal refusal) {
    return switch (refusal) {
      case WRONG_PROTOCOL -> new Hello(99, "cluster", Hello.Kind.CLIENT, 0, 0, 42, 3);
      case WRONG_CLUSTER -> Hello.ofClient("another", 42, 3);
      case WRONG_SERVER -> Hello.ofClient("cluster", 43, 3);
      case WRONG_INCARNATION -> Hello.ofClient("cluster", 42, 2);
      case STALE_CALLER -> Hello.ofServer("cluster", 1, 4, 42, 3);
      case NOT_READY, SHUTTING_DOWN ->
          throw new IllegalArgumentException("not a matter of the hello: " + refusal);
    };
  }

  private void assertRefused(Hello hello, Refusal refusal) {
    RecordingListener refused = new RecordingListener();
    Link link = connector.connect(HOST, server.port(), hello, refused);
    link.send(new ClientRequest.Cancel(1));

    await().until(() -> !refused.reasons.isEmpty());
    assertThat(refused.reasons.getFirst().kind()).isEqualTo(CloseReason.Kind.REFUSED);
    assertThat(refused.reasons.getFirst().refusal()).contains(refusal);
    assertThat(refused.reasons.getFirst().detail()).isNotBlank();
    assertThat(refused.opened).hasValue(0);
    assertThat(serverSide.messages).isEmpty();
  }

  private static Status statusOfStreamBeginningWith(ManagedChannel channel, byte[]... frames) {
    CompletableFuture<Status> closed = new CompletableFuture<>();
    ClientCall<Frame, Frame> call = channel.newCall(LinkService.EXCHANGE, CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            closed.complete(status);
          }
        },
        new Metadata());
    call.request(10);
    for (byte[] frame : frames) {
      call.sendMessage(Frame.of(frame));
    }
    return closed.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
  }
}
