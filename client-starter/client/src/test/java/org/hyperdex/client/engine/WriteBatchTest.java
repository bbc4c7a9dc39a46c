package org.hyperdex.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteBatch;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches against a server that answers when it is told to. */
@Timeout(30)
class WriteBatchTest {
  private static final long SERVER = 10;

  private final FakeCluster cluster = new FakeCluster();
  private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
  private final FakeServer server = cluster.server(SERVER);
  private final HyperDexClient client = cluster.client();

  @BeforeEach
  void letTheServerWait() {
    server.behaviour = (self, link, request) -> answers.add(() -> self.serve(link, request));
    cluster.publish(SERVER);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private static CompletableFuture<WriteResult> put(WriteBatch batch, String key, String value) {
    return batch.write(Value.Text.of(key), WriteOperation.put(Map.of("v", Value.Text.of(value))));
  }

  private List<Bytes> keysThatHaveCome() {
    return server.requests(Write.class).stream().map(ClientRequest.Write::key).toList();
  }

  private void comes(String... keys) {
    List<Bytes> expected = List.of(keys).stream().map(Bytes::utf8).toList();
    await().untilAsserted(() -> assertThat(keysThatHaveCome()).isEqualTo(expected));
  }

  @Test
  void writesOfOneKeyAreCarriedOutOneAfterTheOther() throws Exception {
    WriteBatch batch = client.batch("kv", CallOptions.DEFAULT);
    CompletableFuture<WriteResult> first = put(batch, "a", "1");
    comes("a");
    CompletableFuture<WriteResult> second = put(batch, "a", "2");
    CompletableFuture<WriteResult> other = put(batch, "b", "1");
    comes("a", "b");

    answers.take().run();
    assertThat(first.get().outcome()).isEqualTo(Outcome.CREATED);
    comes("a", "b", "a");
    answers.take().run();
    assertThat(other.get().outcome()).isEqualTo(Outcome.CREATED);
    answers.take().run();
    assertThat(second.get().outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void aWriteGoesOnWhenTheOneBeforeItHasFailed() throws Exception {
    WriteBatch batch = client.batch("kv", CallOptions.timeout(Duration.ofSeconds(2)));
    CompletableFuture<WriteResult> first = put(batch, "a", "1");
    CompletableFuture<WriteResult> second = put(batch, "a", "2");
    assertThat(first)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseInstanceOf(HyperDexException.class);
    comes("a", "a");
    answers.forEach(Runnable::run);
    assertThat(second.get().outcome()).isEqualTo(Outcome.OK);
  }
}
