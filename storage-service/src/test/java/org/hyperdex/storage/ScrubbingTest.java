package org.hyperdex.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.Divergence.Kind;
import org.hyperdex.core.replication.ScrubCounts;
import org.hyperdex.core.replication.ScrubOptions;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.storage.rows.DataDirectory;
import org.hyperdex.storage.rows.RocksStore;
import org.hyperdex.storage.rows.ShardRows;
import org.hyperdex.storage.rows.StoreTuning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What differs between the disks of servers is found while they run, and made the same again. */
@Timeout(60)
class ScrubbingTest {
  private static final String DESCRIPTION =
      "space people key name attributes int age, string city subspace age"
          + " create 4 partitions tolerate 2 failures";
  private static final int SERVERS = 3;
  private static final int PEOPLE = 300;
  private static final ScrubOptions FAST = new ScrubOptions(64 << 20, 50_000_000, 200_000_000);

  @TempDir Path parent;
  private LocalCluster cluster;

  @BeforeEach
  void found() {
    cluster = new LocalCluster(parent, DESCRIPTION).with(options -> options.withScrubbing(FAST));
    for (int i = 0; i < SERVERS; i++) {
      cluster.start(i);
    }
    try (TestClient client = new TestClient(cluster.server(0))) {
      for (int i = 0; i < PEOPLE; i++) {
        Value city = Value.Text.of("city" + i);
        assertThat(client.ask(client.put(cluster.space(), "key" + i, new Value.Int(i), city)))
            .isInstanceOf(WriteResult.class);
      }
    }
  }

  @AfterEach
  void closeAll() {
    cluster.close();
  }

  private interface Look {
    void at(ShardRows rows);
  }

  /** Looks at the rows of a server that does not run. */
  private void disk(int server, Look look) {
    try (DataDirectory directory = DataDirectory.open(parent.resolve("server" + server));
        RocksStore store = RocksStore.open(directory, StoreTuning.small());
        ShardRows rows = store.shard()) {
      look.at(rows);
    }
  }

  private ScrubCounts counts() {
    return IntStream.range(0, SERVERS)
        .mapToObj(index -> cluster.server(index).scrubbed())
        .reduce(ScrubCounts.NONE, ScrubCounts::plus);
  }

  private void awaitWalks(long more) {
    long walks = counts().walks();
    await().atMost(Duration.ofSeconds(20)).until(() -> counts().walks() >= walks + more);
  }

  private static long found(ScrubCounts counts) {
    return counts.divergences().values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void serversThatAreWellCompareAllTheyHaveAndFindNothing() {
    cluster.grantLeases();
    long before = counts().copiesCompared();
    awaitWalks(30);

    // Each object has six copies, and each but the key head's is compared both ways.
    assertThat(counts().copiesCompared() - before).isGreaterThan(10L * PEOPLE);
    assertThat(found(counts())).isZero();
    assertThat(counts().repairs()).isZero();
  }

  @Test
  void whatWasLostOrSpoiltOnADiskIsFoundAndRepaired() {
    Space space = cluster.space();
    Bytes lost = Bytes.utf8("key1");
    Bytes spoilt = Bytes.utf8("key2");
    Bytes orphan = Bytes.utf8("nobody");
    Bytes row = Row.of(List.of(Bytes.wrap(new byte[8]), Bytes.utf8("nowhere")));
    cluster.stop(1);
    cluster.stop(2);
    disk(
        1,
        rows -> {
          long region = Placement.keyRegion(space, lost).id();
          assertThat(rows.read(region, lost)).isNotNull();
          rows.apply(List.of(new StoreChange.RemoveRow(region, lost)));
        });
    disk(
        2,
        rows -> {
          long region = Placement.keyRegion(space, spoilt).id();
          Version version = rows.read(region, spoilt).version();
          long elsewhere = Placement.regionOf(space, ages(space), orphan, row).id();
          rows.apply(
              List.of(
                  new StoreChange.PutRow(region, spoilt, new StoredRow(version, row)),
                  new StoreChange.PutRow(elsewhere, orphan, new StoredRow(version, row))));
        });
    cluster.start(1);
    cluster.start(2);
    cluster.grantLeases();

    await().atMost(Duration.ofSeconds(20)).until(() -> counts().repairs() == 3);
    awaitWalks(10);

    assertThat(counts().divergences())
        .isEqualTo(Map.of(Kind.MISSING, 1L, Kind.DIFFERENT, 1L, Kind.EXTRA, 1L));
    cluster.close();
    Map<Long, Map<Bytes, StoredRow>> expected = rows(0, space);
    assertThat(rows(1, space)).isEqualTo(expected);
    assertThat(rows(2, space)).isEqualTo(expected);
    assertThat(expected.values().stream().mapToInt(Map::size).sum()).isEqualTo(2 * PEOPLE);
  }

  private static Subspace ages(Space space) {
    return space.subspaces().getLast();
  }

  private Map<Long, Map<Bytes, StoredRow>> rows(int server, Space space) {
    Map<Long, Map<Bytes, StoredRow>> all = new HashMap<>();
    disk(
        server,
        rows -> {
          for (Subspace subspace : space.subspaces()) {
            for (Region region : subspace.regions()) {
              Map<Bytes, StoredRow> ofRegion = new HashMap<>();
              rows.rows(
                  region.id(),
                  Bytes.EMPTY,
                  null,
                  (key, row) -> {
                    ofRegion.put(key, row);
                    return true;
                  });
              all.put(region.id(), ofRegion);
            }
          }
        });
    return all;
  }
}
