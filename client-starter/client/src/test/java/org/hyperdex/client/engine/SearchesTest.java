package org.hyperdex.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.QueryPlan;
import org.hyperdex.client.RegionExplanation;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searches and counts over several regions of servers that fail in the middle. */
@Timeout(30)
class SearchesTest {
  private static final long A = 10;
  private static final long B = 20;
  private static final int REGIONS = 4;
  private static final String SPACE =
      "space kv key string k attributes string v, int n subspace n"
          + " create 4 partitions tolerate 1 failures";

  private final FakeCluster cluster = new FakeCluster();

  /** What each region holds. */
  private final Map<Long, List<String>> contents = new ConcurrentHashMap<>();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void bringsTheRowsOfAllRegions() {
    FakeServer server = cluster.server(A);
    server.behaviour = this::serve;
    fill(publish(A), 5);

    try (SearchStream search = cluster.client().search("kv", Condition.ALL)) {
      assertThat(keys(search)).containsExactlyInAnyOrderElementsOf(all());
      assertThat(search.rowsRead()).isEqualTo(REGIONS * 5);
      assertThat(search.hasNext()).isFalse();
      assertThatThrownBy(search::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void asksTheTails() {
    FakeServer head = cluster.server(A);
    FakeServer tail = cluster.server(B);
    tail.behaviour = this::serve;
    fill(publish(A, B), 1);

    try (SearchStream search = cluster.client().search("kv", Condition.ALL)) {
      assertThat(keys(search)).hasSize(REGIONS);
    }
    assertThat(head.requests).isEmpty();
  }

  @Test
  void asksOnlyRegionsThatCanHoldAMatch() {
    FakeServer server = cluster.server(A);
    server.behaviour = this::serve;
    Configuration configuration = publish(A);
    fill(configuration, 0);
    HyperDexClient client = cluster.client();
    Condition one = Condition.equal("n", new Value.Int(1));

    QueryPlan plan = client.describe("kv", one);
    try (SearchStream search = client.search("kv", one)) {
      assertThat(search.hasNext()).isFalse();
    }
    try (SearchStream search =
        client.search("kv", one.and(Condition.equal("n", new Value.Int(2))))) {
      assertThat(search.hasNext()).isFalse();
    }

    assertThat(plan.dimensions()).containsExactly("n");
    assertThat(plan.totalRegions()).isEqualTo(REGIONS);
    assertThat(plan.regions())
        .singleElement()
        .returns(configuration.servers().getFirst().address(), QueryPlan.RegionPlan::address);
    assertThat(server.requests(ClientRequest.Search.class))
        .singleElement()
        .returns(plan.regions().getFirst().region(), ClientRequest.Search::region);
  }

  @Test
  void everyRegionExplainsItsChoiceOrWhyItCannot() {
    FakeServer server = cluster.server(A);
    Configuration configuration = publish(A);
    long silent = regionIds(configuration).getFirst();
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Explain explain && explain.region() == silent) {
            self.refuse(link, request, RefusalReason.MALFORMED, 1);
          } else {
            self.serve(link, request);
          }
        };

    List<RegionExplanation> explained =
        HyperDexClient.await(cluster.client().explain("kv", Condition.ALL, CallOptions.DEFAULT));

    assertThat(explained)
        .extracting(RegionExplanation::region)
        .containsExactlyElementsOf(regionIds(configuration));
    assertThat(explained.getFirst().explanation()).isEmpty();
    assertThat(explained.getFirst().problem()).contains("by the test");
    assertThat(explained.subList(1, REGIONS))
        .allMatch(one -> one.explanation().orElseThrow().chosen().kind().equals("scan"))
        .allMatch(one -> one.problem().isEmpty());
  }

  /** Those that are asked for all objects: of subspaces that cost the same, the last. */
  private static List<Long> regionIds(Configuration configuration) {
    return configuration.space("kv").orElseThrow().subspaces().getLast().regions().stream()
        .map(Region::id)
        .toList();
  }

  @Test
  void deliversAKeyOnceThoughTwoRegionsHaveIt() {
    FakeServer server = cluster.server(A);
    server.behaviour = this::serve;
    Configuration configuration = publish(A);
    fill(configuration, 3);
    contents.values().forEach(keys -> keys.add("moving"));

    try (SearchStream search =
        cluster.client().search("kv", Condition.of("n", Operator.GREATER_EQUAL, min()))) {
      List<String> found = keys(search);
      assertThat(found).doesNotHaveDuplicates().contains("moving").hasSize(3 * REGIONS + 1);
    }
  }

  @Test
  void neverHasMoreOnTheWayThanTheWindow() {
    FakeServer server = cluster.server(A);
    Map<Long, Integer> room = new ConcurrentHashMap<>();
    Map<Long, List<String>> left = new ConcurrentHashMap<>();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger onTheWay = new AtomicInteger();
    server.behaviour =
        (_, link, request) -> {
          switch (request) {
            case ClientRequest.Search search -> {
              room.put(search.requestId(), search.credit());
              left.put(search.requestId(), new ArrayList<>(contents.get(search.region())));
            }
            case ClientRequest.SearchCredit credit -> {
              room.merge(credit.requestId(), credit.rows(), Integer::sum);
              onTheWay.addAndGet(-credit.rows());
            }
            default -> {}
          }
          List<String> rest = left.getOrDefault(request.requestId(), new ArrayList<>());
          while (!rest.isEmpty() && room.get(request.requestId()) > 0) {
            room.merge(request.requestId(), -1, Integer::sum);
            most.accumulateAndGet(onTheWay.incrementAndGet(), Math::max);
            send(link, request.requestId(), List.of(rest.removeLast()));
          }
          if (rest.isEmpty() && left.remove(request.requestId()) != null) {
            link.send(new ServerResponse.SearchDone(request.requestId(), 0));
          }
        };
    fill(publish(A), 500);
    HyperDexClient client = cluster.client(cluster.options().searchWindowRows(40));

    try (SearchStream search = client.search("kv", Condition.ALL)) {
      assertThat(keys(search)).hasSize(500 * REGIONS);
    }
    assertThat(most.get()).isBetween(REGIONS, 40);
  }

  @Test
  void aRegionWhoseLinkBreaksIsSearchedAnewAndNothingComesTwice() {
    FakeServer server = cluster.server(A);
    AtomicInteger breaks = new AtomicInteger(3);
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Search search && breaks.getAndDecrement() > 0) {
            send(link, search.requestId(), contents.get(search.region()).subList(0, 7));
            link.close();
          } else {
            serve(self, link, request);
          }
        };
    fill(publish(A), 20);

    try (SearchStream search = cluster.client().search("kv", Condition.ALL)) {
      assertThat(keys(search)).containsExactlyInAnyOrderElementsOf(all());
    }
    assertThat(server.requests(ClientRequest.Search.class)).hasSizeGreaterThan(REGIONS);
  }

  @Test
  void aRegionThatMovesWhileItIsSearchedIsSearchedAtItsNewServer() {
    FakeServer old = cluster.server(A);
    FakeServer next = cluster.server(B);
    AtomicBoolean begun = new AtomicBoolean();
    old.behaviour =
        (_, link, request) -> {
          if (request instanceof ClientRequest.Search search) {
            send(link, search.requestId(), contents.get(search.region()).subList(0, 2));
            begun.set(true);
          }
        };
    next.behaviour = this::serve;
    fill(publish(A), 5);

    try (SearchStream search = cluster.client().search("kv", Condition.ALL)) {
      await().untilTrue(begun);
      publish(B);

      assertThat(keys(search)).containsExactlyInAnyOrderElementsOf(all());
    }
    await().until(() -> old.requests(ClientRequest.Cancel.class).size() == REGIONS);
  }

  @Test
  void aRegionThatCannotBeReadFailsTheSearch() {
    FakeServer server = cluster.server(A);
    server.behaviour = this::serve;
    FakeServer broken = cluster.server(B);
    broken.behaviour =
        (self, link, request) -> self.refuse(link, request, RefusalReason.MALFORMED, 1);
    Configuration configuration = publish(A);
    fill(configuration, 5);
    contents.remove(configuration.spaces().getFirst().subspaces().getLast().regions().get(2).id());
    HyperDexClient client = cluster.client();

    try (SearchStream search =
        client.search(
            "kv",
            Condition.of("n", Operator.GREATER_EQUAL, min()),
            CallOptions.timeout(Duration.ofMillis(300)))) {
      HyperDexException failure = catchThrowableOfType(HyperDexException.class, () -> keys(search));

      assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE);
    }
    await()
        .until(() ->
            server.requests(ClientRequest.Cancel.class).size() == 1
                && server.requests(ClientRequest.Search.class).size() == REGIONS);
  }

  @Test
  void aRefusalThatNoRetryCanHelpFailsTheSearchAtOnce() {
    FakeServer server = cluster.server(A);
    server.behaviour =
        (self, link, request) -> self.refuse(link, request, RefusalReason.MALFORMED, 1);
    publish(A);

    try (SearchStream search = cluster.client().search("kv", Condition.ALL)) {
      assertThatThrownBy(search::hasNext)
          .isInstanceOfSatisfying(
              HyperDexException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL));
    }
  }

  @Test
  void closingEndsTheSearchOnTheServers() {
    FakeServer server = cluster.server(A);
    server.behaviour = (_, _, _) -> {};
    publish(A);
    SearchStream search = cluster.client().search("kv", Condition.ALL);
    await().until(() -> server.requests(ClientRequest.Search.class).size() == REGIONS);

    search.close();

    await().until(() -> server.requests(ClientRequest.Cancel.class).size() == REGIONS);
    assertThat(server.requests(ClientRequest.Cancel.class))
        .extracting(ClientRequest::requestId)
        .containsExactlyInAnyOrderElementsOf(
            server.requests(ClientRequest.Search.class).stream()
                .map(ClientRequest::requestId)
                .toList());
    assertThatThrownBy(search::hasNext).isInstanceOf(HyperDexException.class);
  }

  /** A server ends what a client seems to have forgotten. */
  @Test
  void aSearchThatNobodyReadsOnIsStillWanted() {
    FakeServer server = cluster.server(A);
    server.behaviour = (_, _, _) -> {};
    publish(A);
    try (SearchStream _ = cluster.client().search("kv", Condition.ALL)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> server.requests(ClientRequest.SearchCredit.class).size() >= REGIONS);
    }
    assertThat(server.requests(ClientRequest.SearchCredit.class))
        .allMatch(credit -> credit.rows() == 0)
        .extracting(ClientRequest::requestId)
        .containsAll(
            server.requests(ClientRequest.Search.class).stream()
                .map(ClientRequest::requestId)
                .toList());
  }

  @Test
  void closingTheClientEndsItsSearches() throws Exception {
    FakeServer server = cluster.server(A);
    server.behaviour = (_, _, _) -> {};
    publish(A);
    HyperDexClient client = cluster.client();
    SearchStream search = client.search("kv", Condition.ALL);
    CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(search::hasNext);
    await().until(() -> !server.requests.isEmpty());

    client.close();

    assertThat(reader)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withMessageContaining("CLOSED");
  }

  @Test
  void conditionsThatDoNotFitTheSchemaAreRefusedAtOnce() {
    cluster.server(A);
    publish(A);
    HyperDexClient client = cluster.client();

    assertThatThrownBy(() -> client.search("kv", Condition.equal("w", min())))
        .hasMessageContaining("UNKNOWN_ATTRIBUTE")
        .hasMessageContaining("one of k, v, n");
    assertThatThrownBy(() -> client.search("kv", Condition.equal("v", min())))
        .hasMessageContaining("WRONG_TYPE");
    assertThatThrownBy(() -> client.search("nowhere", Condition.ALL))
        .hasMessageContaining("UNKNOWN_SPACE");
  }

  @Test
  void countsAreAddedUpThoughARegionIsAskedTwice() throws Exception {
    FakeServer server = cluster.server(A);
    AtomicBoolean broken = new AtomicBoolean();
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Count && broken.compareAndSet(false, true)) {
            link.close();
          } else {
            serve(self, link, request);
          }
        };
    fill(publish(A), 6);
    HyperDexClient client = cluster.client();

    assertThat(client.count("kv", Condition.ALL).get()).isEqualTo(6L * REGIONS);
    Condition contradiction =
        Condition.equal("n", new Value.Int(1)).and(Condition.equal("n", new Value.Int(2)));
    assertThat(client.count("kv", contradiction).get()).isZero();
  }

  @Test
  void aCountThatIsCancelledEndsOnTheServersAndMakesRoom() throws Exception {
    FakeServer server = cluster.server(A);
    server.behaviour =
        (self, link, request) -> {
          // It counts for ever.
        };
    fill(publish(A), 2);
    HyperDexClient client = cluster.client(cluster.options().maxOutstanding(1));
    client.configuration();

    CompletableFuture<Long> count = client.count("kv", Condition.ALL);
    await().until(() -> server.requests(ClientRequest.Count.class).size() == REGIONS);
    count.cancel(true);

    await().until(() -> server.requests(ClientRequest.Cancel.class).size() == REGIONS);
    server.behaviour = this::serve;
    assertThat(client.count("kv", Condition.equal("n", new Value.Int(1))).get()).isNotNegative();
  }

  @Test
  void aCountWithoutOneRegionFails() {
    FakeServer server = cluster.server(A);
    server.behaviour =
        (self, link, request) -> {
          if (server.requests(ClientRequest.Count.class).size() > 1) {
            serve(self, link, request);
          }
        };
    fill(publish(A), 6);

    CompletableFuture<Long> count =
        cluster.client().count("kv", Condition.ALL, CallOptions.timeout(Duration.ofMillis(300)));

    assertThat(count)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withMessageContaining("DEADLINE");
  }

  private void serve(FakeServer server, Link link, ClientRequest request) {
    switch (request) {
      case ClientRequest.Search search -> {
        List<String> keys = contents.get(search.region());
        if (keys != null) {
          keys.forEach(key -> send(link, search.requestId(), List.of(key)));
          link.send(new ServerResponse.SearchDone(search.requestId(), keys.size()));
        }
      }
      case ClientRequest.Count count ->
          link.send(
              new ServerResponse.CountResult(
                  count.requestId(), contents.get(count.region()).size(), 0));
      default -> server.serve(link, request);
    }
  }

  private static void send(Link link, long requestId, List<String> keys) {
    Bytes row = Row.of(List.of(Bytes.EMPTY, Bytes.wrap(new byte[8])));
    link.send(
        new ServerResponse.SearchRows(
            requestId,
            keys.stream()
                .map(key -> new FoundRow(Bytes.utf8(key), new StoredRow(new Version(1, 1), row)))
                .toList()));
  }

  private Configuration publish(Long... chain) {
    Configuration configuration = cluster.configuration(SPACE, chain);
    cluster.coordinator.know(configuration);
    cluster.coordinator.publish();
    return configuration;
  }

  /** Gives the regions of each subspace the same keys, {@code rows} in each region. */
  private void fill(Configuration configuration, int rows) {
    for (var subspace : configuration.spaces().getFirst().subspaces()) {
      for (int region = 0; region < subspace.regions().size(); region++) {
        List<String> keys = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
          keys.add("r" + region + "k" + row);
        }
        contents.put(subspace.regions().get(region).id(), keys);
      }
    }
  }

  private List<String> all() {
    Map<String, Boolean> distinct = new HashMap<>();
    contents.values().forEach(keys -> keys.forEach(key -> distinct.put(key, true)));
    return List.copyOf(distinct.keySet());
  }

  private static Value min() {
    return new Value.Int(Long.MIN_VALUE);
  }

  private static List<String> keys(SearchStream search) {
    List<String> keys = new ArrayList<>();
    while (search.hasNext()) {
      StoredObject object = search.next();
      keys.add(((Value.Text) object.key()).bytes().toUtf8());
    }
    return keys;
  }
}
