package org.hyperdex.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A group of one member. */
class RaftNodeTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int ROUNDS = 300;
  private static final int PROOFS_AT_ONCE = 8;

  @TempDir private Path directory;

  private RaftNode start() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
      port = free.getLocalPort();
    }
    return RaftNode.start(
        new RaftSettings(directory, "127.0.0.1", port, 10_000, 4 << 20),
        UUID.randomUUID(),
        "one",
        List.of(new Peer("one", "127.0.0.1:" + port, "127.0.0.1:1")),
        new Echo());
  }

  /** The machine whose reply to an entry is the entry. */
  private static final class Echo implements Machine {
    @Override
    public byte[] apply(long index, long term, byte[] entry) {
      return entry;
    }

    @Override
    public byte[] snapshot() {
      return new byte[0];
    }

    @Override
    public void restore(byte[] snapshot) {}

    @Override
    public void leading() {}

    @Override
    public void following() {}

    @Override
    public void removed() {}

    @Override
    public void failed(Throwable cause) {}
  }

  /** The log's own threads complete calls; a call made from there must not wait for them. */
  @Test
  @Timeout(60)
  void aCallMayBeFollowedUpByAnotherWhileEntriesAreWritten() throws Exception {
    try (RaftNode node = start()) {
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(node::leads);
      for (int round = 0; round < ROUNDS; round++) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        calls.add(node.write(new byte[] {1}, TIMEOUT));
        for (int proof = 0; proof < PROOFS_AT_ONCE; proof++) {
          calls.add(
              node.confirmLeadership(TIMEOUT).thenCompose(_ -> node.confirmLeadership(TIMEOUT)));
        }
        calls.add(node.write(new byte[] {2}, TIMEOUT));
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        assertThat(calls.get(1).join()).isEqualTo(true);
      }
    }
  }
}
