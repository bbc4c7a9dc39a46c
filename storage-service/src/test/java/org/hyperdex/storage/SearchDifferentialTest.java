package org.hyperdex.storage;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hyperdex.core.client.SearchCursor;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueModel;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Explanation;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.CountResult;
import org.hyperdex.core.protocol.ServerResponse.Explained;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.SearchDone;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.GeneratedSpace;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.SearchCase;
import org.hyperdex.core.query.SeedRun;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.storage.rows.MemoryToFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random searches of a server with its files, its indices and the engine's own statistics: rows,
 * counts and pages in order are what a look at every decoded object says.
 *
 * <p>{@link SeedRun} says how there are more searches, and others.
 */
class SearchDifferentialTest {
  private static final int SEARCHES = 2_000;
  private static final int SEARCHES_PER_SEED = 100;
  private static final int OBJECTS = 300;
  private static final int PLENTY = 1 << 20;

  private record Found(Bytes key, Bytes row) {
    static Found of(FoundRow row) {
      return new Found(row.key(), row.row().row());
    }
  }

  @TempDir Path parent;

  private final SeedRun run =
      new SeedRun(SearchDifferentialTest.class, "storage-service", SEARCHES, SEARCHES_PER_SEED);
  private final Map<String, Integer> plans = new TreeMap<>();
  private int pages;

  @Test
  void aServerFindsExactlyTheMatches() {
    try (LocalCluster cluster = new LocalCluster(parent, "space s key k tolerate 0 failures")) {
      cluster.start(0);
      run.run(seed -> searches(cluster, seed));
      run.tell("%s, plans %s, %d pages in order".formatted(run, plans, pages));
      if (run.isWhole()) {
        assertThat(run.matches()).isGreaterThan(run.searches());
        assertThat(plans.keySet())
            .as("kinds of plans")
            .containsExactlyInAnyOrder("index", "intersection", "nothing", "scan", "union");
      }
      StorageServer server = cluster.server(0);
      await()
          .untilAsserted(() -> {
            assertThat(server.searches().running()).isZero();
            assertThat(server.store().openHandles()).isZero();
          });
    }
  }

  private int searches(LocalCluster cluster, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GeneratedSpace space = GeneratedSpace.of(seed, OBJECTS, SEARCHES_PER_SEED);
    boolean indicesFirst = random.nextBoolean();
    cluster.replaceSpace(description(space), indicesFirst ? space.indices() : List.of());
    int half = space.writes().size() / 2;
    write(cluster, space, space.writes().subList(0, half));
    switch (random.nextInt(10)) {
      case 0 -> {
        cluster.stop(0);
        cluster.start(0);
      }
      case 1, 2, 3, 4 -> MemoryToFiles.flush(cluster.server(0).store());
      default -> {
        // All of it is in memory, unless the engine thinks otherwise.
      }
    }
    if (!indicesFirst) {
      // They are built while objects are written and searched for.
      cluster.setIndices(space.indices());
    }
    write(cluster, space, space.writes().subList(half, space.writes().size()));
    Map<Bytes, List<Value>> present = new TreeMap<>();
    for (GeneratedSpace.Write write : space.writes()) {
      write
          .object()
          .ifPresentOrElse(
              object -> present.put(write.key(), object), () -> present.remove(write.key()));
    }
    int matches = 0;
    try (TestClient client = new TestClient(cluster.server(0))) {
      for (SearchCase search : space.searches()) {
        Asked asked = new Asked(cluster, client, space, search, present);
        matches += asked.matches();
        asked.isAnsweredWell(random);
      }
    }
    return matches;
  }

  private static String description(GeneratedSpace space) {
    Schema schema = space.schema();
    return "space s key %s attributes %s create 1 partitions tolerate 0 failures"
        .formatted(
            declaration(schema.key()),
            schema.attributes().stream()
                .skip(1)
                .map(SearchDifferentialTest::declaration)
                .collect(joining(", ")));
  }

  private static String declaration(Attribute attribute) {
    return attribute.type().description() + " " + attribute.name();
  }

  private static Region region(LocalCluster cluster) {
    return cluster.space().keySubspace().regions().getFirst();
  }

  private static void write(
      LocalCluster cluster, GeneratedSpace space, List<GeneratedSpace.Write> writes) {
    Region region = region(cluster);
    try (TestClient client = new TestClient(cluster.server(0))) {
      List<ClientRequest> requests = new ArrayList<>();
      for (GeneratedSpace.Write write : writes) {
        ClientRequest.Change change =
            write
                .object()
                .<ClientRequest.Change>map(object -> update(space, object))
                .orElseGet(ClientRequest.Delete::new);
        requests.add(client.write(region, write.key(), change));
      }
      requests.forEach(client::send);
      for (ClientRequest request : requests) {
        assertThat(client.next(request.requestId()))
            .isInstanceOfSatisfying(
                WriteResult.class,
                result -> assertThat(result.outcome()).matches(Outcome::success));
      }
    }
  }

  private static ClientRequest.Update update(GeneratedSpace space, List<Value> object) {
    Bytes row = space.row(object);
    List<FunctionCall> functions = new ArrayList<>();
    for (int a = 1; a < object.size(); a++) {
      functions.add(new FunctionCall(a, Function.SET, Row.column(row, a - 1)));
    }
    return new ClientRequest.Update(functions);
  }

  /** A search that is asked in all ways there are. */
  private final class Asked {
    private final Region region;
    private final long spaceId;
    private final TestClient client;
    private final GeneratedSpace space;
    private final SearchCase search;
    private final Predicate predicate;
    private final List<List<Value>> expected;

    Asked(
        LocalCluster cluster,
        TestClient client,
        GeneratedSpace space,
        SearchCase search,
        Map<Bytes, List<Value>> present) {
      region = region(cluster);
      spaceId = cluster.space().id();
      this.client = client;
      this.space = space;
      this.search = search;
      predicate = search.predicate();
      expected = present.values().stream().filter(search::matches).toList();
    }

    int matches() {
      return expected.size();
    }

    void isAnsweredWell(SplittableRandom random) {
      Explanation explanation =
          ((Explained) client.ask(client.explain(region, predicate))).explanation();
      plans.merge(explanation.chosen().kind(), 1, Integer::sum);
      assertThat(explanation.rowsMatching()).as(this::what).isEqualTo(expected.size());
      assertThat(client.ask(client.count(region, predicate)))
          .as(this::what)
          .isInstanceOfSatisfying(
              CountResult.class,
              result -> assertThat(result.count()).as(this::what).isEqualTo(expected.size()));
      assertThat(rows(Listing.ROWS, PLENTY))
          .as(() -> what() + " by " + explanation.chosen().text())
          .containsExactlyInAnyOrderElementsOf(rowsOf(expected, Columns.ALL));
      pagesAreInOrder(random);
    }

    private void pagesAreInOrder(SplittableRandom random) {
      List<Integer> comparable = new ArrayList<>();
      for (int a = 0; a < space.schema().size(); a++) {
        if (space.schema().attribute(a).type().comparable()) {
          comparable.add(a);
        }
      }
      int attribute =
          random.nextInt(4) == 0 ? 0 : comparable.get(random.nextInt(comparable.size()));
      Ordering by = new Ordering(attribute, random.nextBoolean());
      Columns columns = random.nextBoolean() ? Columns.ALL : Columns.of(List.of(attribute));
      int pageRows = 1 + random.nextInt(20);
      List<Found> found = new ArrayList<>();
      Optional<Position> after = Optional.empty();
      List<Found> page;
      do {
        page =
            rows(
                new Listing(columns, Optional.of(new Listing.Ordered(by, after, pageRows))),
                pageRows);
        found.addAll(page);
        after = page.isEmpty() ? after : Optional.of(cursor(by, columns, page.getLast()));
        pages++;
      } while (page.size() == pageRows);
      assertThat(found)
          .as(() -> "%s ordered by %s, %d rows a page".formatted(what(), by, pageRows))
          .containsExactlyElementsOf(rowsOf(expected.stream().sorted(order(by)).toList(), columns));
    }

    /** Through the text that a user would hand back. */
    private Position cursor(Ordering by, Columns columns, Found last) {
      Position place = by.position(columns, last.key(), last.row());
      String text = SearchCursor.of(spaceId, predicate, by, place).text();
      SearchCursor cursor = SearchCursor.parse(text).orElseThrow();
      assertThat(cursor.isOf(predicate, by)).isTrue();
      return cursor.place();
    }

    private static Comparator<List<Value>> order(Ordering by) {
      Comparator<List<Value>> ascending =
          Comparator.<List<Value>, Value>comparing(
                  object -> object.get(by.attribute()), ValueModel::compare)
              .thenComparing(List::getFirst, ValueModel::compare);
      return by.descending() ? ascending.reversed() : ascending;
    }

    private List<Found> rowsOf(List<List<Value>> objects, Columns columns) {
      return objects.stream()
          .map(object -> new Found(space.key(object), columns.of(space.row(object))))
          .toList();
    }

    /** Not more than {@code most}. */
    private List<Found> rows(Listing listing, int most) {
      long id = client.nextId();
      client.send(
          new ClientRequest.Search(id, region.id(), region.epoch(), predicate, listing, most, 0));
      List<Found> found = new ArrayList<>();
      while (found.size() < most) {
        switch (client.next(id)) {
          case SearchRows rows -> rows.rows().forEach(row -> found.add(Found.of(row)));
          case SearchDone _ -> {
            return found;
          }
          case ServerResponse other -> throw new AssertionError(what() + ": " + other);
        }
      }
      client.send(new ClientRequest.Cancel(id));
      return found;
    }

    private String what() {
      return search.toString();
    }
  }
}
