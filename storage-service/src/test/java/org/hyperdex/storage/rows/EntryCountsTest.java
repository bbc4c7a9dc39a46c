package org.hyperdex.storage.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.index.Plan;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's statistics are good enough to choose by, in memory and in files. */
class EntryCountsTest {
  private static final long REGION = 7;
  private static final int ROWS = 20_000;
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Attribute("k", AttributeType.INT),
              new Attribute("number", AttributeType.INT),
              new Attribute("filling", AttributeType.STRING)));

  @TempDir Path parent;
  private DataDirectory directory;
  private RocksStore store;
  private ShardRows rows;

  @BeforeEach
  void open() {
    openAgain();
    List<StoreChange> batch = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Bytes row = Row.of(List.of(integer(i / 20), Bytes.utf8("x".repeat(100) + i * 7919L)));
      batch.add(new StoreChange.PutRow(REGION, integer(i), new StoredRow(new Version(1, i), row)));
      if (batch.size() == 500) {
        rows.apply(batch);
        batch.clear();
      }
    }
  }

  private void openAgain() {
    directory = DataDirectory.open(parent.resolve("data"));
    store = RocksStore.open(directory, StoreTuning.small());
    rows = store.shard(1, _ -> true);
    Region region =
        new Region(REGION, 1, List.of(0L), List.of(-1L), List.of(1L), OptionalLong.empty());
    Subspace keys = new Subspace(20, List.of(0), List.of(1), List.of(region));
    Index index = new Index(3, 1, "", Index.State.READY);
    Space space = new Space(30, "s", SCHEMA, 0, 1, "", List.of(keys), List.of(index));
    rows.indices()
        .configure(new Configuration("c", 1, false, List.of(), List.of(), List.of(space)));
  }

  @AfterEach
  void close() {
    rows.close();
    store.close();
    directory.close();
  }

  private static Bytes integer(long value) {
    return ValueCodec.encode(AttributeType.INT, new Value.Int(value));
  }

  private Plan plan(Operator operator, long value) {
    try (RowsSnapshot snapshot = rows.snapshot();
        SnapshotRegion region = snapshot.region(REGION)) {
      return Planner.choose(
              SCHEMA,
              region.indices(),
              Predicate.all(new Check(1, operator, integer(value))),
              region)
          .plan();
    }
  }

  private void choosesWell() {
    EntryCounts counts = store.counts();
    assertThat(counts.rows(REGION, ValueRange.ALL)).isBetween(ROWS / 2L, ROWS * 2L);
    assertThat(counts.entries(REGION, 3, ValueRange.ALL)).isBetween(ROWS / 2L, ROWS * 2L);
    assertThat(plan(Operator.EQUAL, 500)).isInstanceOf(Plan.Pick.class);
    assertThat(plan(Operator.LESS_THAN, 20)).isInstanceOf(Plan.Pick.class);
    assertThat(plan(Operator.LESS_THAN, 800)).isInstanceOf(Plan.Scan.class);
  }

  @Test
  void whatIsInMemoryIsEstimated() {
    choosesWell();
  }

  @Test
  void whatIsInFilesIsEstimated() {
    MemoryToFiles.flush(store);
    choosesWell();
  }

  @Test
  void whatIsReopenedIsEstimated() {
    close();
    openAgain();
    choosesWell();
  }
}
