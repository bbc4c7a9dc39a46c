package org.hyperdex.storage.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
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
import org.hyperdex.core.index.EntryForm;
import org.hyperdex.core.index.RegionView;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.replication.ScrubOptions;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/** The verification of indices finds what does not belong together, and puts it right. */
class IndexScrubTest {
  private static final long REGION = 7;
  private static final long INDEX = 3;
  private static final long MARKS = 4;
  private static final Index NAMES = new Index(INDEX, 1, "", Index.State.READY);
  private static final Index MARKED = new Index(MARKS, 2, "", Index.State.READY);
  private static final int ROWS = 5_000;

  private static final AttributeType SET_OF_INTS =
      new AttributeType.SetOf(AttributeType.Primitive.INT);
  private static final Bytes MARKED_KEY = Bytes.utf8("a");

  /** Far more than one tick looks for. */
  private static final int MANY = 50_000;

  @TempDir Path parent;
  private DataDirectory directory;
  private RocksStore store;
  private ShardRows rows;
  private Function<List<Index>, Configuration> configuration;

  @BeforeEach
  void open() {
    directory = DataDirectory.open(parent.resolve("data"));
    store = RocksStore.open(directory, StoreTuning.small());
    rows = store.shard(1, _ -> true);
    Schema schema =
        new Schema(
            List.of(
                new Attribute("k", AttributeType.STRING),
                new Attribute("name", AttributeType.STRING),
                new Attribute("marks", SET_OF_INTS)));
    Region region =
        new Region(REGION, 1, List.of(0L), List.of(-1L), List.of(1L), OptionalLong.empty());
    Subspace keys = new Subspace(20, List.of(0), List.of(1), List.of(region));
    configuration =
        indices ->
            new Configuration(
                "c",
                1,
                false,
                List.of(),
                List.of(),
                List.of(new Space(30, "s", schema, 0, 1, "", List.of(keys), indices)));
    rows.indices().configure(configuration.apply(List.of(NAMES, MARKED)));
    List<StoreChange> batch = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Bytes row = Row.of(List.of(Bytes.utf8("name" + i), Bytes.EMPTY));
      batch.add(new StoreChange.PutRow(REGION, key(i), new StoredRow(new Version(1, i), row)));
    }
    rows.apply(batch);
    rows.indices().scrub(ScrubOptions.of(1L << 40, 0));
  }

  private static Bytes key(int i) {
    return Bytes.utf8("key%05d".formatted(i));
  }

  private static byte[] entry(String value, int key) {
    return IndexKeys.entry(REGION, INDEX, EntryForm.BYTES.entry(Bytes.utf8(value), key(key)));
  }

  @AfterEach
  void close() {
    rows.close();
    store.close();
    directory.close();
  }

  private void walk() {
    long walks = rows.indices().scrubbed().walks();
    while (rows.indices().scrubbed().walks() == walks) {
      rows.indices().tick(0);
    }
  }

  @Test
  void whatBelongsTogetherIsLeftAlone() {
    walk();
    assertThat(rows.indices().scrubbed().missing()).isZero();
    assertThat(rows.indices().scrubbed().extra()).isZero();
    assertThat(rows.indices().scrubbed().looked()).isEqualTo(2L * ROWS);
  }

  @Test
  void whatDoesNotIsFoundOnceAndRepaired() throws RocksDBException {
    store.database().delete(store.indices(), entry("name17", 17));
    store.database().put(store.indices(), entry("name18", 17), new byte[0]);
    store.database().put(store.indices(), entry("name", ROWS + 1), new byte[0]);
    walk();
    assertThat(rows.indices().scrubbed().missing()).isEqualTo(1);
    assertThat(rows.indices().scrubbed().extra()).isEqualTo(2);
    walk();
    assertThat(rows.indices().scrubbed().missing()).isEqualTo(1);
    assertThat(rows.indices().scrubbed().extra()).isEqualTo(2);
    assertThat(entries(INDEX)).isEqualTo(ROWS);
  }

  private int entries(long index) {
    int entries = 0;
    try (RowsSnapshot snapshot = rows.snapshot();
        SnapshotRegion region = snapshot.region(REGION);
        RegionView.EntryCursor cursor = region.entries(index, ValueRange.ALL)) {
      while (cursor.advance()) {
        entries++;
      }
    }
    return entries;
  }

  /** An object before all others, with so many marks. */
  private void mark(int marks, long version) {
    List<Value.Scalar> all =
        IntStream.range(0, marks).<Value.Scalar>mapToObj(Value.Int::new).toList();
    Bytes row =
        Row.of(List.of(Bytes.utf8("marked"), ValueCodec.encode(SET_OF_INTS, new Value.SetOf(all))));
    rows.apply(
        List.of(
            new StoreChange.PutRow(
                REGION, MARKED_KEY, new StoredRow(new Version(2, version), row))));
  }

  private static byte[] marked(int mark) {
    Bytes value = ValueCodec.encode(AttributeType.INT, new Value.Int(mark));
    return IndexKeys.entry(REGION, MARKS, EntryForm.NUMBER.entry(value, MARKED_KEY));
  }

  @Test
  void aRowOfManyEntriesIsVerifiedPieceByPiece() throws RocksDBException {
    mark(MANY, 1);
    store.database().delete(store.indices(), marked(MANY - 1));
    store.database().put(store.indices(), marked(MANY), new byte[0]);
    rows.indices().tick(0);
    assertThat(rows.indices().scrubbed().missing()).isZero();
    walk();
    assertThat(rows.indices().scrubbed().missing()).isEqualTo(1);
    assertThat(rows.indices().scrubbed().extra()).isEqualTo(1);
    assertThat(entries(MARKS)).isEqualTo(MANY);
  }

  @Test
  void aRowThatChangesWhileItIsVerifiedIsNotGivenWhatItHad() {
    mark(MANY, 1);
    rows.indices().tick(0);
    mark(1, 2);
    walk();
    assertThat(rows.indices().scrubbed().missing()).isZero();
    assertThat(rows.indices().scrubbed().extra()).isZero();
    assertThat(entries(MARKS)).isEqualTo(1);
  }

  @Test
  void anIndexThatIsDroppedMeanwhileGetsNothingAnyMore() throws RocksDBException {
    mark(MANY, 1);
    store.database().delete(store.indices(), marked(MANY - 1));
    rows.indices().tick(0);
    rows.indices().configure(configuration.apply(List.of(NAMES)));
    rows.apply(List.of());
    walk();
    assertThat(rows.indices().scrubbed().missing()).isZero();
  }
}
