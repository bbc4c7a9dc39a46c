package org.hyperdex.storage.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionCleanerTest {
  private static final long SELF = 5;

  @TempDir Path parent;
  private DataDirectory directory;
  private RocksStore store;

  @BeforeEach
  void open() {
    directory = DataDirectory.open(parent.resolve("data"));
    store = RocksStore.open(directory, StoreTuning.small());
    try (ShardRows rows = store.shard()) {
      for (long region = 1; region <= 5; region++) {
        rows.apply(
            List.of(
                new StoreChange.PutRow(
                    region, Bytes.EMPTY, new StoredRow(Version.NONE, Bytes.EMPTY))));
      }
    }
  }

  @AfterEach
  void close() {
    store.close();
    directory.close();
  }

  private static Region region(long id, OptionalLong joiner, Long... chain) {
    return new Region(id, 1, List.of(0L), List.of(-1L), List.of(chain), joiner);
  }

  private static Server server(long id) {
    return new Server(id, "server" + id, 2012, ServerState.AVAILABLE, "", 1);
  }

  private static Configuration configuration(long version) {
    Subspace subspace =
        new Subspace(
            100,
            List.of(0),
            List.of(4),
            List.of(
                region(1, OptionalLong.empty(), SELF, 6L),
                region(2, OptionalLong.empty(), 7L),
                region(3, OptionalLong.empty(), 7L, 6L),
                region(4, OptionalLong.of(SELF), 7L, 6L)));
    Schema schema = new Schema(List.of(new Attribute("k", AttributeType.STRING)));
    Space space = new Space(101, "s", schema, 1, 4, "", List.of(subspace), List.of());
    return new Configuration(
        "c", version, false, List.of(), List.of(server(6), server(7)), List.of(space));
  }

  private static long hours(long count) {
    return TimeUnit.HOURS.toNanos(count);
  }

  @Test
  void aRegionThatIsGoneIsOfNoUse() {
    assertThat(new RegionCleaner(store, SELF).unneeded(configuration(3), 0)).containsExactly(5L);
  }

  @Test
  void aRegionThatIsWholeElsewhereIsKeptForAnHour() {
    RegionCleaner cleaner = new RegionCleaner(store, SELF);
    cleaner.unneeded(configuration(3), hours(7));
    assertThat(cleaner.unneeded(configuration(3), hours(8) - 1)).containsExactly(5L);
    assertThat(cleaner.unneeded(configuration(3), hours(8)))
        .as("1: member, 2: short of replicas, 3: all elsewhere, 4: joiner, 5: unknown")
        .containsExactly(3L, 5L);
  }

  @Test
  void whatIsOfNoUseCanBeRemoved() {
    new RegionCleaner(store, SELF).remove(5);
    assertThat(store.regions()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aConfigurationOlderThanTheRowsRemovesNothing() {
    store.adopt(4);
    assertThat(new RegionCleaner(store, SELF).unneeded(configuration(3), 0)).isEmpty();
  }
}
