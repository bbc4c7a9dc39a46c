package org.hyperdex.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.SearchWindow;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.SearchDone;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;
import org.hyperdex.core.query.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ordered searches, projections and the bound on bytes, at a server with files. */
@Timeout(60)
class OrderedSearchTest {
  private static final int PEOPLE = 1500;
  private static final int PLENTY = 1 << 20;

  @TempDir Path parent;
  private LocalCluster cluster;

  @AfterEach
  void closeAll() {
    cluster.close();
  }

  private StorageServer startWithPeople(int people, int cityBytes) {
    cluster =
        new LocalCluster(
            parent,
            "space people key name attributes int age, string city"
                + " create 1 partitions tolerate 0 failures");
    cluster.start(0);
    StorageServer server = cluster.server(0);
    SplittableRandom random = new SplittableRandom(1);
    try (TestClient client = new TestClient(server)) {
      List<ClientRequest> writes = new ArrayList<>();
      for (int i = 0; i < people; i++) {
        writes.add(
            client.put(
                cluster.space(),
                name(i),
                new Value.Int(random.nextInt(100)),
                Value.Text.of("c".repeat(cityBytes))));
      }
      writes.forEach(client::send);
      writes.forEach(write -> client.next(write.requestId()));
    }
    return server;
  }

  private static String name(int i) {
    return "person%05d".formatted(i);
  }

  private ClientRequest.Search search(TestClient client, Listing listing, int credit) {
    Region region = cluster.space().keySubspace().regions().getFirst();
    ClientRequest.Search plain = client.search(region, Predicate.TRUE, credit);
    return new ClientRequest.Search(
        plain.requestId(),
        plain.region(),
        plain.epoch(),
        plain.predicate(),
        listing,
        plain.credit(),
        plain.lookBackMillis());
  }

  private static Listing ordered(
      Columns columns, int attribute, boolean descending, Optional<Position> after, int rows) {
    Ordering by = new Ordering(attribute, descending);
    return new Listing(columns, Optional.of(new Listing.Ordered(by, after, rows)));
  }

  /** All rows up to the end, or to {@code limit} of them. */
  private static List<FoundRow> read(TestClient client, long requestId, int limit) {
    List<FoundRow> found = new ArrayList<>();
    while (found.size() < limit) {
      switch (client.next(requestId)) {
        case SearchRows rows -> found.addAll(rows.rows());
        case SearchDone _ -> {
          return found;
        }
        case ServerResponse other -> throw new AssertionError("unexpected " + other);
      }
    }
    return found;
  }

  private List<FoundRow> all(TestClient client) {
    ClientRequest.Search search = search(client, Listing.ROWS, PLENTY);
    client.send(search);
    return read(client, search.requestId(), PLENTY);
  }

  private static List<String> keys(List<FoundRow> rows) {
    return rows.stream().map(row -> row.key().toUtf8()).toList();
  }

  private static void assertFreed(StorageServer server) {
    await()
        .untilAsserted(() -> {
          assertThat(server.searches().running()).isZero();
          assertThat(server.store().openHandles()).isZero();
        });
  }

  @Test
  void rowsComeInOrderHoweverManyPagesThatTakes() {
    StorageServer server = startWithPeople(PEOPLE, 3);
    try (TestClient client = new TestClient(server)) {
      List<FoundRow> rows = all(client);
      for (int attribute : new int[] {0, 1}) {
        for (boolean descending : new boolean[] {false, true}) {
          Ordering by = new Ordering(attribute, descending);
          Comparator<FoundRow> order =
              Comparator.comparing(row -> by.position(Columns.ALL, row.key(), row.row().row()), by);
          List<FoundRow> sorted = rows.stream().sorted(order).toList();
          for (int pageRows : new int[] {PEOPLE + 1, 400}) {
            ClientRequest.Search search =
                search(
                    client,
                    ordered(Columns.ALL, attribute, descending, Optional.empty(), pageRows),
                    PLENTY);
            client.send(search);
            assertThat(read(client, search.requestId(), PLENTY))
                .as("attribute %d, %s", attribute, descending)
                .isEqualTo(sorted);
          }
          FoundRow middle = sorted.get(700);
          Position place = by.position(Columns.ALL, middle.key(), middle.row().row());
          ClientRequest.Search rest =
              search(
                  client, ordered(Columns.ALL, attribute, descending, Optional.of(place), 50), 50);
          client.send(rest);
          assertThat(read(client, rest.requestId(), 50)).isEqualTo(sorted.subList(701, 751));
          client.send(new ClientRequest.Cancel(rest.requestId()));
        }
      }
    }
    assertFreed(server);
  }

  @Test
  void theFirstKeysAreFoundWithoutReadingTheOthers() {
    StorageServer server = startWithPeople(PEOPLE, 3);
    try (TestClient client = new TestClient(server)) {
      Position place = new Position(Bytes.EMPTY, Bytes.utf8(name(PEOPLE - 6)));
      ClientRequest.Search search =
          search(client, ordered(Columns.NONE, 0, false, Optional.of(place), 10), 10);
      client.send(search);
      SearchRows rows = (SearchRows) client.next(search.requestId());
      assertThat(keys(rows.rows()))
          .containsExactly(
              name(PEOPLE - 5),
              name(PEOPLE - 4),
              name(PEOPLE - 3),
              name(PEOPLE - 2),
              name(PEOPLE - 1));
      assertThat(client.next(search.requestId())).isEqualTo(new SearchDone(search.requestId(), 6));
    }
    assertFreed(server);
  }

  @Test
  void onlyWhatIsWantedIsSent() {
    StorageServer server = startWithPeople(20, 1000);
    try (TestClient client = new TestClient(server)) {
      for (Columns columns : List.of(Columns.NONE, Columns.of(List.of(1)))) {
        ClientRequest.Search search =
            search(client, new Listing(columns, Optional.empty()), PLENTY);
        client.send(search);
        List<FoundRow> rows = read(client, search.requestId(), PLENTY);
        assertThat(rows)
            .hasSize(20)
            .allMatch(row -> Row.hasColumns(row.row().row(), columns.count(2)))
            .allMatch(row -> row.row().row().length() < 50);
      }
    }
  }

  /** Credit in rows alone would let a hundred large ones go. */
  @Test
  void noMoreBytesAreUnderWayThanTheWindowHas() {
    StorageServer server = startWithPeople(40, 100_000);
    try (TestClient client = new TestClient(server)) {
      ClientRequest.Search search = search(client, Listing.ROWS, PLENTY);
      client.send(search);
      int fit = SearchWindow.BYTES / 100_000 + 1;
      int read = read(client, search.requestId(), fit).size();
      assertThat(read).isEqualTo(fit);
      // What is asked behind it is answered while the search waits.
      client.ask(client.get(cluster.space(), name(1)));
      assertThat(client.hasResponse(search.requestId())).isFalse();
      client.send(new ClientRequest.SearchCredit(search.requestId(), read));
      while (read < 40) {
        int more = read(client, search.requestId(), 1).size();
        client.send(new ClientRequest.SearchCredit(search.requestId(), more));
        read += more;
      }
      assertThat(client.next(search.requestId())).isInstanceOf(SearchDone.class);
    }
    assertFreed(server);
  }

  @Test
  void anOrderThatMakesNoSenseIsRefused() {
    StorageServer server = startWithPeople(3, 3);
    try (TestClient client = new TestClient(server)) {
      for (Listing listing :
          List.of(
              ordered(Columns.ALL, 3, false, Optional.empty(), 1),
              ordered(Columns.NONE, 1, false, Optional.empty(), 1),
              ordered(
                  Columns.ALL,
                  1,
                  false,
                  Optional.of(new Position(Bytes.utf8("no number"), Bytes.utf8("k"))),
                  1),
              new Listing(Columns.of(List.of(7)), Optional.empty()))) {
        assertThat(client.ask(search(client, listing, 10)))
            .isInstanceOfSatisfying(
                Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.MALFORMED));
      }
    }
    assertFreed(server);
  }
}
