package org.hyperdex.storage.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.index.IndexEntries;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.index.RegionView;
import org.hyperdex.core.index.Statistics;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While indices come, are built, go and are wiped, between writes and restarts, searches find what
 * is there, and complete indices have the entries of the rows, no more and no fewer.
 */
class IndexMaintenanceTest {
  private static final int SEEDS = 10;
  private static final int STEPS = 150;
  private static final long SELF = 5;
  private static final List<Long> REGIONS = List.of(7L, 8L);
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Attribute("k", AttributeType.STRING),
              new Attribute("name", AttributeType.STRING),
              new Attribute("number", AttributeType.INT),
              new Attribute("tags", new AttributeType.SetOf(AttributeType.STRING)),
              new Attribute("doc", AttributeType.DOCUMENT)));

  @TempDir Path parent;

  private SplittableRandom random = new SplittableRandom(0);
  private DataDirectory directory;
  private RocksStore store;
  private ShardRows rows;
  private final Map<Long, TreeMap<Bytes, Bytes>> model = new TreeMap<>();
  private final List<Index> indices = new ArrayList<>();
  private long version;
  private long nextIndex;
  private long counter;
  private int usedIndices;

  @Test
  void searchesFindWhatIsThereAndIndicesAreTrue() {
    for (int seed = 0; seed < SEEDS; seed++) {
      begin(seed);
      for (int step = 0; step < STEPS; step++) {
        String when = "seed %d, step %d".formatted(seed, step);
        step(when);
      }
      end("seed " + seed);
    }
    assertThat(usedIndices).as("searches that could use an index").isGreaterThan(SEEDS * 10);
  }

  /** A shard adopts a configuration in the middle of a turn whose batch is written in the end. */
  @Test
  void theLastRowsOfARegionThatLeavesHaveTheirEntries() {
    begin(0);
    indices.add(new Index(nextIndex++, 2, "", Index.State.READY));
    configure();
    write();
    rows.indices().configure(without(++version));
    write();
    configure();
    end("after the return");
  }

  private Configuration without(long number) {
    return new Configuration("c", number, false, List.of(), List.of(), List.of());
  }

  private void begin(int seed) {
    random = new SplittableRandom(seed);
    model.clear();
    REGIONS.forEach(region -> model.put(region, new TreeMap<>()));
    indices.clear();
    nextIndex = 1;
    version = 0;
    open(parent.resolve("data" + seed));
    configure();
  }

  private void open(Path path) {
    directory = DataDirectory.open(path);
    store = RocksStore.open(directory, StoreTuning.small());
    rows = store.shard(SELF, _ -> true);
  }

  private void close() {
    rows.close();
    assertThat(store.openHandles()).as("snapshots and scans left open").isZero();
    store.close();
    directory.close();
  }

  private void configure() {
    rows.indices().configure(configuration(++version));
  }

  private Configuration configuration(long number) {
    List<Region> regions =
        REGIONS.stream()
            .map(id ->
                new Region(id, 1, List.of(0L), List.of(-1L), List.of(SELF), OptionalLong.empty()))
            .toList();
    Subspace keys = new Subspace(20, List.of(0), List.of(regions.size()), regions);
    Space space = new Space(30, "s", SCHEMA, 0, 1, "", List.of(keys), indices);
    return new Configuration("c", number, false, List.of(), List.of(), List.of(space));
  }

  private void step(String when) {
    switch (random.nextInt(12)) {
      case 0 -> {
        if (indices.size() < 5) {
          int attribute = random.nextInt(1, SCHEMA.size());
          String path = attribute == 4 ? List.of("a", "b[0]").get(random.nextInt(2)) : "";
          indices.add(new Index(nextIndex++, attribute, path, Index.State.READY));
          configure();
        }
      }
      case 1 -> {
        if (!indices.isEmpty() && random.nextInt(3) == 0) {
          indices.remove(random.nextInt(indices.size()));
          configure();
        }
      }
      case 2 -> wipe();
      case 3 -> {
        if (random.nextInt(4) == 0) {
          Path path = directory.rows().getParent();
          close();
          open(path);
          configure();
        }
      }
      case 4, 5, 6 -> rows.indices().build(0);
      case 7, 8 -> search(when);
      default -> write();
    }
  }

  private void wipe() {
    IndexCleaner cleaner = new IndexCleaner(store);
    cleaner.unneeded(configuration(version)).forEach(cleaner::remove);
  }

  private void write() {
    List<StoreChange> changes = new ArrayList<>();
    for (int i = random.nextInt(40); i >= 0; i--) {
      long region = REGIONS.get(random.nextInt(REGIONS.size()));
      Bytes key = Bytes.utf8("key" + random.nextInt(150));
      if (random.nextInt(4) == 0) {
        changes.add(new StoreChange.RemoveRow(region, key));
        rowsOf(region).remove(key);
      } else {
        Bytes row = row();
        changes.add(
            new StoreChange.PutRow(region, key, new StoredRow(new Version(1, ++counter), row)));
        rowsOf(region).put(key, row);
      }
    }
    rows.apply(changes);
  }

  private Map<Bytes, Bytes> rowsOf(long region) {
    return model.computeIfAbsent(region, _ -> new TreeMap<>());
  }

  private Bytes row() {
    TreeSet<Value.Scalar> tags = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.add(text());
    }
    Json inner = random.nextBoolean() ? new Json.Int(random.nextInt(5)) : new Json.Text("x");
    Json document =
        switch (random.nextInt(3)) {
          case 0 -> new Json.Obj(Map.of("a", inner));
          case 1 -> new Json.Obj(Map.of("a", inner, "b", new Json.Array(List.of(inner))));
          default -> inner;
        };
    return Row.of(
        List.of(
            ValueCodec.encode(AttributeType.STRING, text()),
            integer(random.nextInt(-10, 10)),
            ValueCodec.encode(SCHEMA.attribute(3).type(), new Value.SetOf(List.copyOf(tags))),
            ValueCodec.encode(AttributeType.DOCUMENT, new Value.Document(document))));
  }

  private Value.Text text() {
    return Value.Text.of(List.of("", "\0", "a", "a\0", "ab", "b", "c").get(random.nextInt(7)));
  }

  private static Bytes integer(long value) {
    return ValueCodec.encode(AttributeType.INT, new Value.Int(value));
  }

  private Check check() {
    return switch (random.nextInt(5)) {
      case 0 -> new Check(1, Operator.EQUAL, text().bytes());
      case 1 -> new Check(2, Operator.LESS_THAN, integer(random.nextInt(-10, 10)));
      case 2 -> new Check(3, Operator.CONTAINS, text().bytes());
      case 3 -> new Check(0, Operator.GREATER_EQUAL, Bytes.utf8("key" + random.nextInt(150)));
      default ->
          new Check(
              4,
              DocumentPath.parse(random.nextBoolean() ? "a" : "b[0]"),
              Operator.EQUAL,
              ValueCodec.encode(
                  AttributeType.DOCUMENT, new Value.Document(new Json.Int(random.nextInt(5)))));
    };
  }

  private void search(String when) {
    Predicate predicate = Predicate.all(check(), check());
    if (random.nextBoolean()) {
      predicate = predicate.or(Predicate.all(check()));
    }
    Evaluation evaluation = Evaluation.of(SCHEMA, predicate);
    try (RowsSnapshot snapshot = rows.snapshot()) {
      Map<Long, TreeMap<Bytes, Bytes>> then = new TreeMap<>();
      model.forEach((region, of) -> then.put(region, new TreeMap<>(of)));
      if (random.nextBoolean()) {
        // A snapshot stays what it is, whatever happens meanwhile.
        write();
        rows.indices().build(0);
      }
      then.forEach((region, of) -> {
        of.entrySet().removeIf(each -> !evaluation.matches(each.getKey(), each.getValue()));
        assertThat(found(snapshot, region, evaluation)).as(when).isEqualTo(of);
      });
    }
  }

  private Map<Bytes, Bytes> found(RowsSnapshot snapshot, long region, Evaluation evaluation) {
    Map<Bytes, Bytes> found = new TreeMap<>();
    try (SnapshotRegion view = snapshot.region(region)) {
      usedIndices += view.indices().isEmpty() ? 0 : 1;
      // Nothing costs anything, so that indices are used although there are few rows.
      var choice =
          Planner.choose(SCHEMA, view.indices(), evaluation.predicate(), new Eager(random.split()));
      try (PlanRun run = new PlanRun(view, evaluation, choice.plan())) {
        PlanRun.Step step = run.step();
        while (step != PlanRun.Step.END) {
          if (step == PlanRun.Step.MATCH) {
            assertThat(found.put(run.key(), run.row())).as("found twice").isNull();
          }
          step = run.step();
        }
      }
    }
    return found;
  }

  /** Makes indices attractive. */
  private record Eager(SplittableRandom random) implements Statistics {
    @Override
    public long rowsAbout(ValueRange keys) {
      return 10_000;
    }

    @Override
    public long entriesAbout(long index, ValueRange range) {
      return random.nextInt(2_000);
    }
  }

  private void end(String when) {
    while (!rows.indices().progress().isEmpty()) {
      rows.indices().build(0);
    }
    try (RowsSnapshot snapshot = rows.snapshot()) {
      for (long region : REGIONS) {
        try (SnapshotRegion view = snapshot.region(region)) {
          assertThat(view.indices()).as(when).hasSize(indices.size());
          view.indices().forEach(index -> isTrue(view, region, index, when));
        }
      }
    }
    indices.clear();
    configure();
    wipe();
    assertThat(new IndexCleaner(store).unneeded(configuration(version))).as(when).isEmpty();
    close();
  }

  private void isTrue(SnapshotRegion view, long region, IndexEntries index, String when) {
    TreeSet<Bytes> expected = new TreeSet<>();
    rowsOf(region).forEach((key, row) -> expected.addAll(index.of(key, row)));
    List<Bytes> found = new ArrayList<>();
    try (RegionView.EntryCursor entries = view.entries(index.index().id(), ValueRange.ALL)) {
      while (entries.advance()) {
        found.add(entries.entry());
      }
    }
    assertThat(found).as("%s, %s", when, index.index()).containsExactlyElementsOf(expected);
  }
}
