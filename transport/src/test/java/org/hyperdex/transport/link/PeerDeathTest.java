package org.hyperdex.transport.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.transport.wire.Hello;
import org.junit.jupiter.api.Test;

class PeerDeathTest {
  private static final String HOST = "127.0.0.1";
  private static final LinkIdentity IDENTITY = new LinkIdentity("cluster", 1, 1);

  /** A process that listens until it is killed. */
  static final class Peer {
    private Peer() {}

    public static void main(String[] arguments) throws InterruptedException {
      LinkServer server =
          LinkServer.start(HOST, 0, LinkOptions.DEFAULT, (_, _) -> new RecordingListener());
      server.identify(IDENTITY);
      System.out.println(server.port());
      new CountDownLatch(1).await();
    }
  }

  @Test
  void theDeathOfTheServersProcessIsToldAsALostConnection() throws IOException {
    Process process = startPeer();
    try (LinkConnector connector = new LinkConnector();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int port = Integer.parseInt(out.readLine());
      RecordingListener listener = new RecordingListener();
      Link link = connector.connect(HOST, port, Hello.ofClient("cluster", 1, 1), listener);
      await().until(() -> listener.opened.get() == 1);

      process.destroyForcibly();

      await().until(() -> !listener.reasons.isEmpty());
      assertThat(listener.reasons)
          .extracting(CloseReason::kind)
          .containsExactly(CloseReason.Kind.LOST);
      assertThat(link.send(new ClientRequest.Cancel(1))).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aServerThatStandsStillIsToldAsALostConnection() throws IOException, InterruptedException {
    Process process = startPeer();
    try (LinkConnector connector = new LinkConnector();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int port = Integer.parseInt(out.readLine());
      RecordingListener listener = new RecordingListener();
      connector.connect(HOST, port, Hello.ofClient("cluster", 1, 1), listener);
      await().until(() -> listener.opened.get() == 1);

      signal(process, "-STOP");

      await().atMost(Duration.ofSeconds(30)).until(() -> !listener.reasons.isEmpty());
      assertThat(listener.reasons)
          .extracting(CloseReason::detail)
          .containsExactly("nothing was heard for 2000 ms");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aLinkWithNothingToSayStaysOpen() throws IOException, InterruptedException {
    Process process = startPeer();
    try (LinkConnector connector = new LinkConnector();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int port = Integer.parseInt(out.readLine());
      RecordingListener listener = new RecordingListener();
      Link link = connector.connect(HOST, port, Hello.ofClient("cluster", 1, 1), listener);
      await().until(() -> listener.opened.get() == 1);

      Thread.sleep(3_000);

      assertThat(listener.reasons).isEmpty();
      assertThat(link.counts().framesReceived()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void signal(Process process, String signal)
      throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  private static Process startPeer() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Peer.class.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
