package org.hyperdex.transport.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.transport.wire.Hello;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkTest {
  private static final String HOST = "127.0.0.1";
  private static final LinkIdentity IDENTITY = new LinkIdentity("cluster", 42, 3);
  private static final Hello HELLO = Hello.ofClient("cluster", 42, 3);

  private final List<Link> accepted = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> resources = new ArrayList<>();
  private RecordingListener serverSide = new RecordingListener();
  private final RecordingListener clientSide = new RecordingListener();

  @AfterEach
  void closeEverything() throws Exception {
    for (AutoCloseable resource : resources.reversed()) {
      resource.close();
    }
  }

  @Test
  void messagesArriveInTheOrderInWhichTheyWereSent() {
    Link link = connect(startServer(), LinkOptions.DEFAULT);
    List<Message> sent =
        LongStream.range(0, 5_000).<Message>mapToObj(ClientRequest.Cancel::new).toList();

    sent.forEach(message -> assertThat(link.send(message)).isTrue());

    await().until(() -> serverSide.messages.size() == sent.size());
    assertThat(serverSide.messages).isEqualTo(sent);
  }

  @Test
  void bothDirectionsCarryMessagesAtTheSameTime() {
    serverSide =
        new RecordingListener((link, message) ->
            link.send(new ServerResponse.SearchDone(((ClientRequest) message).requestId(), 1)));
    Link link = connect(startServer(), LinkOptions.DEFAULT);

    for (int i = 0; i < 2_000; i++) {
      link.send(new ClientRequest.Cancel(i));
    }

    await().until(() -> clientSide.messages.size() == 2_000);
    assertThat(clientSide.messages)
        .isEqualTo(
            LongStream.range(0, 2_000)
                .<Message>mapToObj(id -> new ServerResponse.SearchDone(id, 1))
                .toList());
  }

  @Test
  void messagesOfSeveralThreadsKeepTheOrderOfEachThread() throws InterruptedException {
    Link link = connect(startServer(), LinkOptions.DEFAULT);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 1_000; i++) {
                  link.send(new ClientRequest.SearchCredit(thread, i));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    await().until(() -> serverSide.messages.size() == 4_000);
    for (int t = 0; t < 4; t++) {
      int thread = t;
      assertThat(serverSide.messages)
          .map(ClientRequest.SearchCredit.class::cast)
          .filteredOn(credit -> credit.requestId() == thread)
          .extracting(ClientRequest.SearchCredit::rows)
          .isSorted();
    }
  }

  @Test
  void underLoadManyMessagesTravelInOneFrame() {
    AtomicLong received = new AtomicLong();
    serverSide = new RecordingListener((_, _) -> received.incrementAndGet());
    Link link = connect(startServer(), LinkOptions.DEFAULT);

    for (int i = 0; i < 100_000; i++) {
      link.send(new ClientRequest.Cancel(i));
    }

    await().until(() -> received.get() == 100_000);
    assertThat(link.counts().messagesSent()).isEqualTo(100_000);
    assertThat(link.counts().framesSent()).isLessThan(20_000);
    assertThat((long) serverSide.batches.get()).isEqualTo(link.counts().framesSent());
  }

  @Test
  void whatIsEnqueuedBeforeAFlushIsOneFrame() {
    Link link = connect(startServer(), LinkOptions.DEFAULT);
    await().until(() -> clientSide.opened.get() == 1);

    for (int i = 0; i < 100; i++) {
      link.enqueue(new ClientRequest.Cancel(i));
    }
    link.flush();

    await().until(() -> serverSide.count.get() == 100);
    assertThat(link.counts().framesSent()).isEqualTo(1);
    assertThat(serverSide.batches).hasValue(1);
  }

  @Test
  void aMessageOfSixteenMebibytesArrivesWhole() {
    byte[] row = new byte[16 * 1024 * 1024];
    for (int i = 0; i < row.length; i++) {
      row[i] = (byte) ((i * 31) >>> 8);
    }
    Message large =
        new ServerResponse.GetResult(
            1, Optional.of(new StoredRow(new Version(1, 1), Bytes.wrap(row))));
    Link link = connect(startServer(), LinkOptions.DEFAULT);

    link.send(new ClientRequest.Cancel(1));
    link.send(large);
    link.send(new ClientRequest.Cancel(2));

    await().until(() -> serverSide.messages.size() == 3);
    assertThat(serverSide.messages.get(1)).isEqualTo(large);
  }

  @Test
  void aPausedReceiverStopsTheSenderWhoseQueueRefusesWhatItCannotHold() {
    LinkServer server = startServer();
    Link link = connect(server, LinkOptions.DEFAULT.withQueue(1024 * 1024, 1_000_000));
    await().until(() -> accepted.size() == 1);
    accepted.getFirst().pauseReceiving();
    Message message = new ClientRequest.Get(1, 2, 3, Bytes.wrap(new byte[10_000]));
    AtomicLong sent = new AtomicLong();

    assertThatThrownBy(
            () -> {
              // More than any window between the two can hold.
              for (int i = 0; i < 100_000; i++) {
                assertThat(link.send(message)).isTrue();
                sent.incrementAndGet();
              }
            })
        .isInstanceOf(LinkOverflowException.class)
        .hasMessageContaining("full");

    assertThat(serverSide.count.get()).isLessThan(sent.intValue());
    accepted.getFirst().resumeReceiving();
    await().until(() -> serverSide.count.get() == sent.get());
    assertThat(link.counts().bytesQueued()).isZero();
    assertThat(link.send(message)).isTrue();
  }

  @Test
  void theQueueIsBoundedInMessages() {
    Link link = connect(startServer(), LinkOptions.DEFAULT.withQueue(1024 * 1024, 2));
    await().until(() -> clientSide.opened.get() == 1);

    // Nothing leaves the queue before it is flushed.
    assertThatThrownBy(
            () -> {
              link.enqueue(new ClientRequest.Cancel(1));
              link.enqueue(new ClientRequest.Cancel(2));
              link.enqueue(new ClientRequest.Cancel(3));
            })
        .isInstanceOf(LinkOverflowException.class)
        .hasMessageContaining("2 messages");

    link.flush();
    await().until(() -> serverSide.count.get() == 2);
  }

  @Test
  void closingSendsWhatIsQueuedAndTellsBothSidesOnce() {
    Link link = connect(startServer(), LinkOptions.DEFAULT);
    for (int i = 0; i < 1_000; i++) {
      link.enqueue(new ClientRequest.Cancel(i));
    }

    link.close();

    await().until(() -> !clientSide.reasons.isEmpty() && !serverSide.reasons.isEmpty());
    assertThat(serverSide.messages).hasSize(1_000);
    assertThat(clientSide.reasons)
        .extracting(CloseReason::kind)
        .containsExactly(CloseReason.Kind.CLOSED_HERE);
    assertThat(serverSide.reasons)
        .extracting(CloseReason::kind)
        .containsExactly(CloseReason.Kind.CLOSED_BY_PEER);
    assertThat(link.send(new ClientRequest.Cancel(1))).isFalse();
    assertThat(accepted.getFirst().send(new ClientRequest.Cancel(1))).isFalse();
  }

  @Test
  void theAcceptingSideClosesInOrder() {
    connect(startServer(), LinkOptions.DEFAULT);
    await().until(() -> accepted.size() == 1 && serverSide.opened.get() == 1);
    for (int i = 0; i < 1_000; i++) {
      accepted.getFirst().enqueue(new ServerResponse.SearchDone(i, i));
    }

    accepted.getFirst().close();

    await().until(() -> !clientSide.reasons.isEmpty() && !serverSide.reasons.isEmpty());
    assertThat(clientSide.messages).hasSize(1_000);
    assertThat(clientSide.reasons)
        .extracting(CloseReason::kind)
        .containsExactly(CloseReason.Kind.CLOSED_BY_PEER);
    assertThat(serverSide.reasons)
        .extracting(CloseReason::kind)
        .containsExactly(CloseReason.Kind.CLOSED_HERE);
  }

  @Test
  void aServerThatClosesTellsAllItsLinks() {
    LinkServer server = startServer();
    connect(server, LinkOptions.DEFAULT);
    connect(server, LinkOptions.DEFAULT);
    await().until(() -> accepted.size() == 2);

    server.close();

    await().until(() -> clientSide.reasons.size() == 2);
    assertThat(serverSide.reasons).hasSize(2);
    assertThat(server.openLinks()).isZero();
  }

  @Test
  void aConnectorThatClosesTellsAllItsLinksAndOpensNoMore() {
    LinkServer server = startServer();
    LinkConnector connector = connector(LinkOptions.DEFAULT);
    connector.connect(HOST, server.port(), HELLO, clientSide);

    connector.close();

    assertThat(clientSide.reasons).hasSize(1);
    assertThatThrownBy(() -> connector.connect(HOST, server.port(), HELLO, clientSide))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whereNobodyListensIsUnreachable() throws IOException {
    int freePort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      freePort = socket.getLocalPort();
    }

    connector(LinkOptions.DEFAULT).connect(HOST, freePort, HELLO, clientSide);

    await().until(() -> !clientSide.reasons.isEmpty());
    assertThat(clientSide.reasons.getFirst().kind()).isEqualTo(CloseReason.Kind.UNREACHABLE);
    assertThat(clientSide.reasons.getFirst().detail()).contains("refused");
    assertThat(clientSide.opened).hasValue(0);
  }

  @Test
  void aUsedPortIsRefusedWithTheAddressInTheMessage() {
    LinkServer server = startServer();

    assertThatThrownBy(
            () -> LinkServer.start(HOST, server.port(), LinkOptions.DEFAULT, (_, _) -> serverSide))
        .isInstanceOf(LinkBindException.class)
        .hasMessage("cannot listen on 127.0.0.1:%d: another process already does", server.port());
  }

  @Test
  void theFailureOfAListenerEndsItsLinkOnly() {
    LinkServer server = startServer();
    Link healthy = connect(server, LinkOptions.DEFAULT);
    healthy.send(new ClientRequest.Cancel(1));
    await().until(() -> serverSide.count.get() == 1);
    serverSide =
        new RecordingListener((_, _) -> {
          throw new IllegalStateException("a defect");
        });
    RecordingListener otherClient = new RecordingListener();
    Link failing = connector(LinkOptions.DEFAULT).connect(HOST, server.port(), HELLO, otherClient);

    failing.send(new ClientRequest.Cancel(1));

    await().until(() -> !otherClient.reasons.isEmpty());
    assertThat(otherClient.reasons.getFirst().kind()).isEqualTo(CloseReason.Kind.FAILED);
    assertThat(serverSide.reasons.getFirst().detail()).contains("a defect");
    assertThat(healthy.send(new ClientRequest.Cancel(2))).isTrue();
    assertThat(clientSide.reasons).isEmpty();
  }

  private LinkServer startServer() {
    LinkServer server =
        LinkServer.start(
            HOST,
            0,
            LinkOptions.DEFAULT,
            (link, _) -> {
              accepted.add(link);
              return serverSide;
            });
    resources.add(server);
    server.identify(IDENTITY);
    return server;
  }

  private LinkConnector connector(LinkOptions options) {
    LinkConnector connector = new LinkConnector(options);
    resources.add(connector);
    return connector;
  }

  private Link connect(LinkServer server, LinkOptions options) {
    return connector(options).connect(HOST, server.port(), HELLO, clientSide);
  }
}
