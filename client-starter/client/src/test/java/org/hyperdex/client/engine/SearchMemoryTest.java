package org.hyperdex.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchRequest;
import org.hyperdex.client.SearchStream;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Operator;
import org.hyperdex.transport.link.Link;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What searches keep in the client, and what becomes of those that nobody closes. */
@Timeout(30)
class SearchMemoryTest {
  private static final long A = 10;

  /** Is looked for in the subspace of the key: there is no other one. */
  private static final String STAYING_SPACE =
      "space kv key string k attributes string v, int n create 4 partitions tolerate 1 failures";

  private static final String MOVING_SPACE =
      "space kv key string k attributes string v, int n subspace n"
          + " create 4 partitions tolerate 1 failures";

  /** Is looked for in all regions of another subspace than that of the key. */
  private static final Condition MOVING =
      Condition.of("n", Operator.GREATER_EQUAL, new Value.Int(Long.MIN_VALUE));

  private static final StoredRow ROW =
      new StoredRow(new Version(1, 1), Row.of(List.of(Bytes.EMPTY, Bytes.wrap(new byte[8]))));

  private final FakeCluster cluster = new FakeCluster();
  private final FakeServer server = cluster.server(A);

  @AfterEach
  void close() {
    cluster.close();
  }

  private Configuration publish(String space) {
    Configuration configuration = cluster.configuration(space, A);
    cluster.coordinator.know(configuration);
    cluster.coordinator.publish();
    return configuration;
  }

  /** Every region brings so many rows, and then does what {@code then} says. */
  private void serve(int rows, BiConsumer<Link, ClientRequest.Search> then) {
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Search search) {
            for (int row = 0; row < rows; row++) {
              Bytes key = Bytes.utf8("region %d, row %05d".formatted(search.region(), row));
              FoundRow found =
                  new FoundRow(
                      key, new StoredRow(ROW.version(), search.listing().columns().of(ROW.row())));
              link.send(new ServerResponse.SearchRows(search.requestId(), List.of(found)));
            }
            then.accept(link, search);
          }
        };
  }

  private static void done(Link link, ClientRequest.Search search) {
    link.send(new ServerResponse.SearchDone(search.requestId(), 0));
  }

  private HyperDexClient client(long searchKeyBytes) {
    return cluster.client(cluster.options().searchKeyBytes(searchKeyBytes));
  }

  private static int read(HyperDexClient client, SearchRequest request) {
    try (SearchStream search = client.search("kv", request)) {
      return read(search);
    }
  }

  private static int read(SearchStream search) {
    int rows = 0;
    while (search.hasNext()) {
      search.next();
      rows++;
    }
    return rows;
  }

  @Test
  void whereObjectsStayAResultMayBeLongerThanTheMemoryForItsKeys() {
    publish(STAYING_SPACE);
    serve(1000, SearchMemoryTest::done);

    assertThat(read(client(10_000), SearchRequest.where(Condition.ALL))).isEqualTo(4000);
  }

  @Test
  void thenAServerThatIsLostFailsTheSearchRatherThanBringRowsTwice() {
    long version = publish(STAYING_SPACE).version();
    serve(
        1000, (link, search) -> server.refuse(link, search, RefusalReason.UNKNOWN_REGION, version));

    HyperDexException thrown =
        catchThrowableOfType(
            HyperDexException.class,
            () -> read(client(10_000), SearchRequest.where(Condition.ALL)));

    assertThat(thrown.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(thrown.detail())
        .contains("a server was lost", "10000 bytes", "pages in the order of the key");
  }

  @Test
  void whereObjectsMoveAResultThatIsTooLongIsRefusedPrecisely() {
    publish(MOVING_SPACE);
    serve(1000, SearchMemoryTest::done);
    HyperDexClient client = client(10_000);

    HyperDexException thrown =
        catchThrowableOfType(
            HyperDexException.class, () -> read(client, SearchRequest.where(MOVING)));

    assertThat(thrown.code()).isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(thrown.detail()).contains("10000 bytes", "pages in the order of the key");
    // And what the search had taken is there for others again.
    serve(10, SearchMemoryTest::done);
    assertThat(read(client, SearchRequest.where(MOVING))).isEqualTo(40);
  }

  @Test
  void whatOtherSearchesHaveTakenIsNotThereUntilTheyEnd() {
    publish(MOVING_SPACE);
    serve(10, SearchMemoryTest::done);
    HyperDexClient client = client(10_000);
    SearchStream first = client.search("kv", SearchRequest.where(MOVING));
    first.next();

    assertThat(
            catchThrowableOfType(
                    HyperDexException.class, () -> read(client, SearchRequest.where(MOVING)))
                .code())
        .isEqualTo(ErrorCode.OVERLOADED);
    assertThat(read(first)).as("the rest").isEqualTo(39);
    // It has not been closed, but is at its end.
    assertThat(read(client, SearchRequest.where(MOVING))).isEqualTo(40);
  }

  @Test
  void inTheOrderOfTheKeyNothingIsKept() {
    publish(MOVING_SPACE);
    serve(1000, SearchMemoryTest::done);
    SearchRequest inOrder =
        new SearchRequest(
            MOVING,
            Optional.empty(),
            Optional.of(new SearchRequest.Sort("k", false)),
            OptionalLong.empty(),
            Optional.empty());

    assertThat(read(client(0), inOrder)).isEqualTo(4000);
  }

  @Test
  void aSearchThatNobodyHasAnyMoreIsEndedOnTheServers() {
    publish(MOVING_SPACE);
    serve(10, (_, _) -> {});
    HyperDexClient client = cluster.client();
    readOne(client);

    await()
        .until(() -> {
          System.gc();
          return server.requests(ClientRequest.Cancel.class).size() == 4;
        });
  }

  /** In a method of its own, so that no variable of the test holds the search. */
  private static void readOne(HyperDexClient client) {
    client.search("kv", Condition.ALL).next();
  }
}
