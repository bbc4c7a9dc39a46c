package org.hyperdex.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.CountResult;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.SearchDone;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SearchStreamingTest {
  private static final int PEOPLE = 2000;
  private static final int PLENTY = 1_000_000;

  @TempDir Path parent;
  private LocalCluster cluster;

  @AfterEach
  void closeAll() {
    cluster.close();
  }

  private StorageServer startWithPeople(int replicas) {
    cluster =
        new LocalCluster(
            parent,
            "space people key name attributes int age, string city"
                + " create 1 partitions tolerate "
                + (replicas - 1)
                + " failures");
    for (int i = 0; i < replicas; i++) {
      cluster.start(i);
    }
    StorageServer head = cluster.server(0);
    try (TestClient client = new TestClient(head)) {
      List<ClientRequest> writes = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        writes.add(client.put(cluster.space(), name(i), person(i)));
      }
      writes.forEach(client::send);
      writes.forEach(write -> client.next(write.requestId()));
    }
    return head;
  }

  private static String name(int i) {
    return "person%05d".formatted(i);
  }

  private static Value[] person(int age) {
    return new Value[] {new Value.Int(age), Value.Text.of("a city with a long name")};
  }

  private Region region() {
    Space space = cluster.space();
    return space.keySubspace().regions().getFirst();
  }

  private static Predicate age(Operator operator, long age) {
    return Predicate.all(
        List.of(new Check(1, operator, ValueCodec.encode(AttributeType.INT, new Value.Int(age)))));
  }

  /** The keys of all rows up to the end, or to {@code limit} of them. */
  private static List<String> read(TestClient client, long requestId, int limit) {
    List<String> keys = new ArrayList<>();
    while (keys.size() < limit) {
      switch (client.next(requestId)) {
        case SearchRows rows -> rows.rows().forEach(row -> keys.add(row.key().toUtf8()));
        case SearchDone _ -> {
          return keys;
        }
        case ServerResponse other -> throw new AssertionError("unexpected " + other);
      }
    }
    return keys;
  }

  private static void assertFreed(StorageServer server) {
    await()
        .untilAsserted(() -> {
          assertThat(server.searches().running()).isZero();
          assertThat(server.store().openHandles()).isZero();
        });
  }

  @Test
  void aSearchReturnsEveryMatchOnce() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      ClientRequest.Search search = client.search(region(), age(Operator.LESS_THAN, 700), PLENTY);
      client.send(search);
      assertThat(read(client, search.requestId(), PLENTY))
          .hasSize(700)
          .doesNotHaveDuplicates()
          .contains(name(0), name(699))
          .doesNotContain(name(700));
    }
    assertFreed(server);
  }

  @Test
  void rowsCarryTheObjectAndItsVersion() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      ClientRequest.Search search = client.search(region(), age(Operator.EQUAL, 3), PLENTY);
      ServerResponse.GetResult got =
          (ServerResponse.GetResult) client.ask(client.get(cluster.space(), name(3)));
      SearchRows rows = (SearchRows) client.ask(search);
      assertThat(rows.rows())
          .containsExactly(new FoundRow(Bytes.utf8(name(3)), got.row().orElseThrow()));
      assertThat(client.next(search.requestId()))
          .isEqualTo(new SearchDone(search.requestId(), PEOPLE));
    }
  }

  @Test
  void noMoreRowsComeThanTheClientHasGivenCreditFor() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      ClientRequest.Search search = client.search(region(), Predicate.TRUE, 100);
      client.send(search);
      List<String> keys = read(client, search.requestId(), 100);
      assertThat(keys).hasSize(100);
      // A get behind it is answered while the search waits, and finds nothing of the search before.
      client.ask(client.get(cluster.space(), name(1)));
      assertThat(client.hasResponse(search.requestId())).isFalse();
      client.send(new ClientRequest.SearchCredit(search.requestId(), 50));
      assertThat(read(client, search.requestId(), 50))
          .hasSize(50)
          .doesNotContainAnyElementsOf(keys);
      client.send(new ClientRequest.SearchCredit(search.requestId(), PLENTY));
      assertThat(read(client, search.requestId(), PLENTY)).hasSize(PEOPLE - 150);
    }
    assertFreed(server);
  }

  @Test
  void creditRightBehindTheRequestIsNotLost() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      for (int i = 0; i < 50; i++) {
        ClientRequest.Search search = client.search(region(), age(Operator.LESS_THAN, 20), 0);
        client.send(search);
        client.send(new ClientRequest.SearchCredit(search.requestId(), 30));
        assertThat(read(client, search.requestId(), PLENTY)).hasSize(20);
      }
    }
  }

  @Test
  void aValueRangeIsNotReadBeyondItsBounds() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      Predicate few =
          Predicate.all(
              List.of(
                  new Check(0, Operator.GREATER_EQUAL, Bytes.utf8(name(10))),
                  new Check(0, Operator.LESS_THAN, Bytes.utf8(name(15)))));
      assertThat(client.ask(client.count(region(), few)))
          .isInstanceOfSatisfying(
              CountResult.class,
              result -> {
                assertThat(result.count()).isEqualTo(5);
                assertThat(result.rowsRead()).isEqualTo(5);
              });
    }
  }

  @Test
  void aCountCountsWhatMatches() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      ClientRequest.Count count = client.count(region(), age(Operator.GREATER_EQUAL, 1500));
      assertThat(client.ask(count)).isEqualTo(new CountResult(count.requestId(), 500, PEOPLE));
    }
    assertFreed(server);
  }

  @Test
  void aCancelledSearchFreesItsSnapshot() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      ClientRequest.Search search = client.search(region(), Predicate.TRUE, 10);
      client.send(search);
      read(client, search.requestId(), 10);
      assertThat(server.store().openHandles()).isPositive();
      client.send(new ClientRequest.Cancel(search.requestId()));
      assertFreed(server);
      client.send(new ClientRequest.SearchCredit(search.requestId(), PLENTY));
      client.ask(client.get(cluster.space(), name(1)));
      assertThat(client.hasResponse(search.requestId())).isFalse();
    }
  }

  @Test
  void cancellationsRightBehindTheRequestsAreNotLost() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      for (int i = 0; i < 200; i++) {
        ClientRequest.Search search = client.search(region(), Predicate.TRUE, 10);
        client.send(search);
        client.send(new ClientRequest.Cancel(search.requestId()));
      }
      client.ask(client.get(cluster.space(), name(1)));
      assertFreed(server);
    }
  }

  @Test
  void theEndOfALinkEndsItsSearches() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      for (int i = 0; i < 20; i++) {
        ClientRequest.Search search = client.search(region(), Predicate.TRUE, 10);
        client.send(search);
        read(client, search.requestId(), 10);
      }
      assertThat(server.searches().running()).isEqualTo(20);
    }
    assertFreed(server);
  }

  @Test
  void aSearchWhoseClientGivesNoCreditIsEndedAndSaysSo() {
    startWithPeople(1);
    cluster.with(options -> options.withSearchIdleExpiry(Duration.ofMillis(200)));
    cluster.stop(0);
    StorageServer server = cluster.start(0);
    try (TestClient client = new TestClient(server)) {
      ClientRequest.Search search = client.search(region(), Predicate.TRUE, 10);
      client.send(search);
      read(client, search.requestId(), 10);
      assertThat(client.next(search.requestId()))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.OVERLOADED));
    }
    assertFreed(server);
  }

  @Test
  void aSearchWhoseClientStillWantsItWaitsForAsLongAsItTakes() {
    startWithPeople(1);
    cluster.with(options -> options.withSearchIdleExpiry(Duration.ofSeconds(2)));
    cluster.stop(0);
    StorageServer server = cluster.start(0);
    try (TestClient client = new TestClient(server)) {
      ClientRequest.Search wanted = client.search(region(), Predicate.TRUE, 10);
      client.send(wanted);
      read(client, wanted.requestId(), 10);
      ClientRequest.Search forgotten = client.search(region(), Predicate.TRUE, 10);
      client.send(forgotten);
      read(client, forgotten.requestId(), 10);
      await()
          .pollInterval(Duration.ofMillis(10))
          .until(() -> {
            client.send(new ClientRequest.SearchCredit(wanted.requestId(), 0));
            return client.hasResponse(forgotten.requestId());
          });
      assertThat(client.next(forgotten.requestId())).isInstanceOf(Refused.class);
      client.send(new ClientRequest.SearchCredit(wanted.requestId(), PLENTY));
      assertThat(read(client, wanted.requestId(), PLENTY)).hasSize(PEOPLE - 10);
    }
    assertFreed(server);
  }

  /** G3: a search that meets a pending write waits for it and returns what came of it. */
  @Test
  void aSearchWaitsForPendingWritesThatMayMatter() {
    StorageServer head = startWithPeople(2);
    try (TestClient client = new TestClient(head)) {
      // The first read has the chain confirm its epoch; later ones need only the lease.
      cluster.grantLeases();
      client.ask(client.count(region(), age(Operator.EQUAL, 77)));
      cluster.stop(1);
      client.send(client.put(cluster.space(), name(5), person(50_000)));
      await().until(() -> head.pendingWrites() > 0);

      ClientRequest.Search search =
          client.search(region(), age(Operator.GREATER_EQUAL, 1999), PLENTY);
      client.send(search);
      assertThat(read(client, search.requestId(), 1)).containsExactly(name(1999));
      ClientRequest.Count unrelated = client.count(region(), age(Operator.EQUAL, 77));
      assertThat(client.ask(unrelated))
          .isEqualTo(new CountResult(unrelated.requestId(), 1, PEOPLE));
      assertThat(client.hasResponse(search.requestId())).isFalse();

      cluster.start(1);
      assertThat(read(client, search.requestId(), PLENTY)).containsExactly(name(5));
    }
    assertFreed(head);
  }

  @Test
  void searchesInAServerThatLeavesAreFreed() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      ClientRequest.Search search = client.search(region(), Predicate.TRUE, 10);
      client.send(search);
      read(client, search.requestId(), 10);
      cluster.stop(0);
    }
    assertThat(server.store().openHandles()).isZero();
  }

  @Test
  void aRowOfALargeSearchIsWhole() {
    StorageServer server = startWithPeople(1);
    try (TestClient client = new TestClient(server)) {
      ClientRequest.Search search = client.search(region(), Predicate.TRUE, PLENTY);
      client.send(search);
      long requestId = search.requestId();
      int rows = 0;
      while (client.next(requestId) instanceof SearchRows found) {
        for (FoundRow row : found.rows()) {
          assertThat(Row.column(row.row().row(), 1).toUtf8()).isEqualTo("a city with a long name");
          rows++;
        }
      }
      assertThat(rows).isEqualTo(PEOPLE);
    }
  }
}
