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
  private static final int ROWS = 5_000;

  @TempDir Path parent;
  private DataDirectory directory;
  private RocksStore store;
  private ShardRows rows;

  @BeforeEach
  void open() {
    directory = DataDirectory.open(parent.resolve("data"));
    store = RocksStore.open(directory, StoreTuning.small());
    rows = store.shard(1, _ -> true);
    Schema schema =
        new Schema(
            List.of(
                new Attribute("k", AttributeType.STRING),
                new Attribute("name", AttributeType.STRING)));
    Region region =
        new Region(REGION, 1, List.of(0L), List.of(-1L), List.of(1L), OptionalLong.empty());
    Subspace keys = new Subspace(20, List.of(0), List.of(1), List.of(region));
    Index index = new Index(INDEX, 1, "", Index.State.READY);
    Space space = new Space(30, "s", schema, 0, 1, "", List.of(keys), List.of(index));
    rows.indices()
        .configure(new Configuration("c", 1, false, List.of(), List.of(), List.of(space)));
    List<StoreChange> batch = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Bytes row = Row.of(List.of(Bytes.utf8("name" + i)));
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
    int entries = 0;
    try (RowsSnapshot snapshot = rows.snapshot();
        SnapshotRegion region = snapshot.region(REGION);
        RegionView.EntryCursor cursor = region.entries(INDEX, ValueRange.ALL)) {
      while (cursor.advance()) {
        entries++;
      }
    }
    assertThat(entries).isEqualTo(ROWS);
  }
}
