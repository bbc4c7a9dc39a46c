package org.hyperdex.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.storage.rows.DataDirectory;
import org.hyperdex.storage.rows.DataDirectoryException;
import org.hyperdex.storage.rows.Durability;
import org.hyperdex.storage.rows.StoreTuning;
import org.hyperdex.transport.link.CloseReason;
import org.hyperdex.transport.link.LinkBindException;
import org.hyperdex.transport.link.Refusal;
import org.hyperdex.transport.wire.Hello;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StorageServerTest {
  private static final String ONE_COPY =
      "space people key name attributes int age, string city subspace age"
          + " create 4 partitions tolerate 0 failures";
  private static final String TWO_COPIES =
      "space people key name attributes int age, string city subspace age"
          + " create 4 partitions tolerate 1 failures";

  @TempDir Path parent;
  private LocalCluster cluster;

  @BeforeEach
  void found() {
    cluster = new LocalCluster(parent, ONE_COPY);
  }

  @AfterEach
  void closeAll() {
    cluster.close();
  }

  private static Value[] person(long age, String city) {
    return new Value[] {new Value.Int(age), Value.Text.of(city)};
  }

  private static String cityOf(ServerResponse response) {
    return ((GetResult) response)
        .row()
        .map(row -> Row.column(row.row(), 1).toUtf8())
        .orElse("nobody");
  }

  @Test
  void whatWasWrittenIsReadBack() {
    StorageServer server = cluster.start(0);
    Space space = cluster.space();
    try (TestClient client = new TestClient(server)) {
      assertThat(client.ask(client.put(space, "ann", person(30, "Ithaca"))))
          .isInstanceOfSatisfying(
              WriteResult.class, result -> assertThat(result.outcome()).isEqualTo(Outcome.CREATED));
      assertThat(cityOf(client.ask(client.get(space, "ann")))).isEqualTo("Ithaca");
      assertThat(cityOf(client.ask(client.get(space, "bob")))).isEqualTo("nobody");
    }
  }

  /** G1: with {@code sync} as with {@code os}, an acknowledged write is there after a restart. */
  @Test
  void aRestartedServerKeepsItsIdentityAndItsRows() {
    cluster.with(options -> options.withDurability(Durability.SYNC));
    StorageServer first = cluster.start(0);
    long id = first.serverId();
    try (TestClient client = new TestClient(first)) {
      for (int i = 0; i < 50; i++) {
        client.ask(client.put(cluster.space(), "key" + i, person(i, "city" + i)));
      }
    }
    cluster.stop(0);
    StorageServer second = cluster.start(0);
    assertThat(second.serverId()).isEqualTo(id);
    try (TestClient client = new TestClient(second)) {
      for (int i = 0; i < 50; i++) {
        assertThat(cityOf(client.ask(client.get(cluster.space(), "key" + i))))
            .isEqualTo("city" + i);
      }
    }
  }

  @Test
  void manyRequestsInFlightAreAllAnswered() {
    StorageServer server = cluster.start(0);
    Space space = cluster.space();
    try (TestClient client = new TestClient(server)) {
      List<ClientRequest> requests = new ArrayList<>();
      for (int i = 0; i < 5000; i++) {
        requests.add(client.put(space, "key" + i % 500, person(i, "city")));
      }
      requests.forEach(client::send);
      for (ClientRequest request : requests) {
        assertThat(client.next(request.requestId())).isInstanceOf(WriteResult.class);
      }
    }
  }

  @Test
  void aWriteIsOnEveryServerOfItsChain() {
    cluster = new LocalCluster(parent, TWO_COPIES);
    StorageServer head = cluster.start(0);
    StorageServer tail = cluster.start(1);
    Space space = cluster.space();
    try (TestClient client = new TestClient(head)) {
      for (int i = 0; i < 100; i++) {
        assertThat(client.ask(client.put(space, "key" + i, person(i, "here"))))
            .isInstanceOf(WriteResult.class);
      }
    }
    assertThat(rows(head)).isEqualTo(rows(tail)).hasSize(200);
  }

  private static List<String> rows(StorageServer server) {
    List<String> rows = new ArrayList<>();
    try (var shard = server.store().shard();
        var snapshot = shard.snapshot()) {
      for (long region : server.store().regions()) {
        try (var rowsOfRegion = snapshot.region(region);
            var scan = rowsOfRegion.rows(ValueRange.ALL)) {
          while (scan.advance()) {
            rows.add(region + " " + scan.key() + " " + scan.version() + " " + scan.row());
          }
        }
      }
    }
    return rows;
  }

  /** G6: a write that waits for a dead server is finished when the server is back. */
  @Test
  void aWriteFinishesWhenTheNextServerIsBack() {
    cluster = new LocalCluster(parent, TWO_COPIES);
    StorageServer head = cluster.start(0);
    cluster.start(1);
    try (TestClient client = new TestClient(head)) {
      client.ask(client.put(cluster.space(), "ann", person(1, "before")));
      cluster.stop(1);
      ClientRequest.Write write = client.put(cluster.space(), "ann", person(2, "after"));
      client.send(write);
      await().until(() -> head.pendingWrites() > 0);
      assertThat(client.hasResponse(write.requestId())).isFalse();
      StorageServer tail = cluster.start(1);
      assertThat(client.next(write.requestId())).isInstanceOf(WriteResult.class);
      assertThat(rows(tail)).isEqualTo(rows(head));
    }
  }

  @Test
  void aRequestForAnEpochThatIsOverIsServedByWhoIsStillTheRightOne() {
    StorageServer server = cluster.start(0);
    Space old = cluster.space();
    cluster.setState(server.serverId(), ServerState.AVAILABLE);
    await().until(() -> server.adoptedVersion() == cluster.configuration().version());
    try (TestClient client = new TestClient(server)) {
      assertThat(client.ask(client.get(old, "ann"))).isInstanceOf(GetResult.class);
    }
  }

  @Test
  void aClientThatWantsAnotherClusterOrServerIsRefused() {
    StorageServer server = cluster.start(0);
    try (TestClient stranger =
            new TestClient(server, Hello.ofClient("elsewhere", server.serverId(), 0));
        TestClient lost = new TestClient(server, Hello.ofClient(LocalCluster.ID, 1, 0))) {
      assertThat(stranger.awaitClosed().refusal()).hasValue(Refusal.WRONG_CLUSTER);
      assertThat(lost.awaitClosed().refusal()).hasValue(Refusal.WRONG_SERVER);
    }
  }

  @Test
  void aClientMustNotSpeakLikeAServer() {
    StorageServer server = cluster.start(0);
    try (TestClient client = new TestClient(server)) {
      client.send(new ChainMessage.Ack(1, 1, Bytes.EMPTY, Version.NONE, 0));
      assertThat(client.awaitClosed().kind()).isEqualTo(CloseReason.Kind.FAILED);
    }
    try (TestClient another = new TestClient(server)) {
      assertThat(cityOf(another.ask(another.get(cluster.space(), "x")))).isEqualTo("nobody");
    }
  }

  @Test
  void aServerThatIsBannedEnds() {
    StorageServer server = cluster.start(0);
    cluster.setState(server.serverId(), ServerState.KILLED);
    assertThat(server.ended())
        .succeedsWithin(10, TimeUnit.SECONDS)
        .satisfies(ending -> assertThat(ending.kind()).isEqualTo(Ending.Kind.REMOVED));
  }

  /** However early the refusal comes. */
  @RepeatedTest(20)
  void aServerThatIsRefusedAtOnceSaysWhyAndEnds() {
    StorageOptions options =
        StorageOptions.of(parent.resolve("refused")).withThreads(1).withTuning(StoreTuning.small());
    try (StorageServer server = StorageServer.start(options, _ -> new RefusingSource())) {
      assertThat(server.ended())
          .succeedsWithin(10, TimeUnit.SECONDS)
          .isEqualTo(new Ending(Ending.Kind.REMOVED, RefusingSource.WHY));
    }
    DataDirectory.open(options.data()).close();
  }

  @Test
  void aServerThatWasTakenForLostMayBeginAgain() {
    StorageServer server = cluster.start(0);
    cluster.setState(server.serverId(), ServerState.UNAVAILABLE);
    assertThat(server.ended())
        .succeedsWithin(10, TimeUnit.SECONDS)
        .satisfies(ending -> assertThat(ending.kind()).isEqualTo(Ending.Kind.LOST));
  }

  @Test
  void aDataDirectoryOfAnotherClusterIsNotTakenIn() {
    cluster.start(0);
    cluster.stop(0);
    try (var directory = DataDirectory.open(parent.resolve("server1"))) {
      directory.join("elsewhere");
    }
    StorageServer server = cluster.startUnready(1);
    assertThat(server.ended())
        .succeedsWithin(10, TimeUnit.SECONDS)
        .satisfies(ending -> {
          assertThat(ending.kind()).isEqualTo(Ending.Kind.REMOVED);
          assertThat(ending.detail()).contains("elsewhere").contains(LocalCluster.ID);
        });
    assertThat(server.isReady()).isFalse();
  }

  @Test
  void aSecondServerOnTheSameDirectoryDoesNotStart() {
    cluster.start(0);
    assertThatThrownBy(() -> cluster.startUnready(0))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining("in use");
    assertThat(cluster.server(0).isReady()).isTrue();
  }

  @Test
  void aServerWhosePortIsTakenDoesNotStartAndLeavesItsDirectoryFree() {
    StorageServer first = cluster.start(0);
    cluster.with(options -> options.withAddress("127.0.0.1", first.port()));
    assertThatThrownBy(() -> cluster.startUnready(1)).isInstanceOf(LinkBindException.class);
    cluster.with(options -> options);
    assertThat(cluster.start(1).isReady()).isTrue();
  }

  @Test
  void rowsOfARemovedSpaceAreRemoved() {
    StorageServer server = cluster.start(0);
    try (TestClient client = new TestClient(server)) {
      client.ask(client.put(cluster.space(), "ann", person(1, "x")));
    }
    assertThat(server.store().regions()).isNotEmpty();
    cluster.removeSpace();
    await().untilAsserted(() -> assertThat(server.store().regions()).isEmpty());
  }

  @Test
  void closingTakesAFewSecondsAtMostEvenWithAWriteThatCannotFinish() {
    cluster = new LocalCluster(parent, TWO_COPIES);
    StorageServer head = cluster.start(0);
    cluster.start(1);
    cluster.stop(1);
    try (TestClient client = new TestClient(head)) {
      client.send(client.put(cluster.space(), "ann", person(1, "x")));
      await().until(() -> head.pendingWrites() > 0);
      long started = System.nanoTime();
      cluster.stop(0);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
    }
    assertThat(head.ended())
        .succeedsWithin(1, TimeUnit.SECONDS)
        .isEqualTo(new Ending(Ending.Kind.STOPPED, ""));
  }
}
