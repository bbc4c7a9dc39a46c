package org.hyperdex.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchStream;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client does about objects that move between the regions it searches or counts. */
@Timeout(30)
class MovingObjectsTest {
  private static final long A = 10;
  private static final String SPACE =
      "space kv key string k attributes string v, int n subspace n"
          + " create 4 partitions tolerate 1 failures";
  private static final Bytes WANDERER = Bytes.utf8("wanderer");
  private static final Bytes STAYER = Bytes.utf8("stayer");

  /** Cannot be answered from fewer regions than there are. */
  private static final Condition ANY =
      Condition.of("n", Operator.GREATER_EQUAL, new Value.Int(Long.MIN_VALUE));

  private static final StoredRow ROW =
      new StoredRow(new Version(1, 1), Row.of(List.of(Bytes.EMPTY, Bytes.wrap(new byte[8]))));

  private final FakeCluster cluster = new FakeCluster();
  private final FakeServer server = cluster.server(A);
  private final Map<Long, List<Bytes>> contents = new ConcurrentHashMap<>();
  private final AtomicInteger openings = new AtomicInteger();
  private List<Region> regions = List.of();

  @BeforeEach
  void publish() {
    Configuration configuration = cluster.configuration(SPACE, A);
    cluster.coordinator.know(configuration);
    cluster.coordinator.publish();
    regions = configuration.spaces().getFirst().subspaces().getLast().regions();
    contents.put(regions.getFirst().id(), List.of(STAYER));
    server.behaviour = this::serve;
    server.rows.put(STAYER, ROW);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void serve(FakeServer self, Link link, ClientRequest request) {
    switch (request) {
      case ClientRequest.Search search -> {
        for (Bytes key : contents.getOrDefault(search.region(), List.of())) {
          link.send(
              new ServerResponse.SearchRows(search.requestId(), List.of(new FoundRow(key, ROW))));
        }
        link.send(new ServerResponse.SearchDone(search.requestId(), 1));
      }
      case ClientRequest.Count _ -> {}
      case ClientRequest.CountRest rest -> {
        ClientRequest.Count count =
            self.requests(ClientRequest.Count.class).stream()
                .filter(one -> one.requestId() == rest.requestId())
                .findFirst()
                .orElseThrow();
        List<Bytes> counted = new ArrayList<>(contents.getOrDefault(count.region(), List.of()));
        counted.removeAll(rest.except());
        link.send(new ServerResponse.CountResult(rest.requestId(), counted.size(), 1));
      }
      default -> self.serve(link, request);
    }
  }

  /** The first region says that the keys have moved. */
  private void moves(Bytes... keys) {
    server.moved =
        request ->
            Optional.of(regionOf(request) == regions.getFirst().id() ? List.of(keys) : List.of());
  }

  private static long regionOf(ClientRequest request) {
    return request instanceof ClientRequest.Search search
        ? search.region()
        : ((ClientRequest.Count) request).region();
  }

  private List<Bytes> search() {
    List<Bytes> keys = new ArrayList<>();
    try (SearchStream search = cluster.client().search("kv", ANY)) {
      while (search.hasNext()) {
        keys.add(((Value.Text) search.next().key()).bytes());
      }
    }
    return keys;
  }

  private long count() throws Exception {
    return cluster.client().count("kv", ANY).get(20, TimeUnit.SECONDS);
  }

  @Test
  void whatNoRegionBringsIsReadByItself() {
    server.rows.put(WANDERER, ROW);
    moves(WANDERER);

    assertThat(search()).containsExactlyInAnyOrder(STAYER, WANDERER);
    assertThat(server.requests(ClientRequest.Get.class)).hasSize(1);
  }

  @Test
  void whatARegionBringsIsNotReadAgain() {
    moves(STAYER);

    assertThat(search()).containsExactly(STAYER);
    assertThat(server.requests(ClientRequest.Get.class)).isEmpty();
  }

  @Test
  void whatIsGoneOrDoesNotMatchAnyMoreIsNotDelivered() {
    Bytes changed = Bytes.utf8("changed");
    server.rows.put(
        changed,
        new StoredRow(
            new Version(1, 2), Row.of(List.of(Bytes.utf8("x"), Bytes.wrap(new byte[8])))));
    moves(WANDERER, changed);

    List<Bytes> keys = new ArrayList<>();
    try (SearchStream search =
        cluster.client().search("kv", ANY.and(Condition.equal("v", Value.Text.of(""))))) {
      while (search.hasNext()) {
        keys.add(((Value.Text) search.next().key()).bytes());
      }
    }

    assertThat(keys).containsExactly(STAYER);
    assertThat(server.requests(ClientRequest.Get.class)).hasSize(2);
  }

  @Test
  void aSearchOfOneRegionDoesNotAskWhatHasMoved() {
    try (SearchStream search =
        cluster.client().search("kv", Condition.equal("n", new Value.Int(1)))) {
      assertThat(search.hasNext()).isIn(true, false);
    }

    assertThat(server.requests(ClientRequest.Search.class))
        .singleElement()
        .returns(0L, ClientRequest.Search::lookBackMillis);
  }

  @Test
  void aRegionThatDoesNotRememberMakesTheSearchBeginAnew() {
    AtomicInteger refusals = new AtomicInteger(2);
    server.moved = _ -> Optional.empty();
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Search search) {
            if (search.region() == regions.getLast().id() && refusals.getAndDecrement() > 0) {
              self.refuse(link, search, RefusalReason.FORGOTTEN, 1);
              return;
            }
            link.send(new ServerResponse.SearchOpened(search.requestId(), List.of(), true));
          }
          serve(self, link, request);
        };

    assertThat(search()).containsExactly(STAYER);
    assertThat(server.requests(ClientRequest.Search.class))
        .hasSizeGreaterThanOrEqualTo(3 * regions.size());
  }

  @Test
  void anOpeningThatComesTooLateMakesTheSearchBeginAnew() {
    server.moved = _ -> Optional.empty();
    server.behaviour =
        (self, link, request) -> {
          Runnable answer =
              () -> {
                if (request instanceof ClientRequest.Search search) {
                  link.send(new ServerResponse.SearchOpened(search.requestId(), List.of(), true));
                }
                serve(self, link, request);
              };
          if (openings.getAndIncrement() == 0) {
            CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS).execute(answer);
          } else {
            answer.run();
          }
        };

    assertThat(search()).containsExactly(STAYER);
    assertThat(server.requests(ClientRequest.Search.class))
        .hasSizeGreaterThanOrEqualTo(2 * regions.size());
  }

  @Test
  void anObjectThatCannotBeReadFailsTheSearch() {
    moves(WANDERER);
    server.behaviour =
        (self, link, request) -> {
          if (!(request instanceof ClientRequest.Get)) {
            serve(self, link, request);
          }
        };

    try (SearchStream search =
        cluster.client().search("kv", ANY, CallOptions.timeout(Duration.ofMillis(300)))) {
      assertThat(search.next().key()).isNotNull();
      assertThatThrownBy(search::hasNext)
          .isInstanceOf(HyperDexException.class)
          .hasMessageContaining("DEADLINE");
    }
  }

  @Test
  void aCountReadsWhatMovesByItselfAndLeavesItOutEverywhere() throws Exception {
    contents.put(regions.getFirst().id(), List.of(STAYER, WANDERER));
    contents.put(regions.getLast().id(), List.of(WANDERER));
    server.rows.put(WANDERER, ROW);
    moves(WANDERER);

    assertThat(count()).isEqualTo(2);
    assertThat(server.requests(ClientRequest.CountRest.class))
        .hasSize(regions.size())
        .allSatisfy(rest -> assertThat(rest.except()).containsExactly(WANDERER));
    assertThat(server.requests(ClientRequest.Get.class)).hasSize(1);
  }

  @Test
  void aCountDoesNotCountWhatHasGone() throws Exception {
    contents.put(regions.getLast().id(), List.of(WANDERER));
    moves(WANDERER);

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void aRegionThatDoesNotRememberMakesTheCountBeginAnew() throws Exception {
    AtomicInteger refusals = new AtomicInteger(1);
    server.moved =
        request ->
            request instanceof ClientRequest.Count && refusals.get() > 0
                ? Optional.empty()
                : Optional.of(List.of());
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Count && refusals.getAndDecrement() > 0) {
            self.refuse(link, request, RefusalReason.FORGOTTEN, 1);
          } else {
            serve(self, link, request);
          }
        };

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void aCountOfWhichARegionIsAskedAgainTooLateBeginsAnew() throws Exception {
    AtomicInteger breaks = new AtomicInteger(1);
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.CountRest && breaks.getAndDecrement() > 0) {
            link.close();
          } else {
            serve(self, link, request);
          }
        };

    assertThat(count()).isEqualTo(1);
    assertThat(server.requests(ClientRequest.Count.class))
        .hasSizeGreaterThanOrEqualTo(2 * regions.size());
  }
}
