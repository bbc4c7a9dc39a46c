package org.hyperdex.storage.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.query.ValueRanges;
import org.hyperdex.core.replication.OutcomeRecord;
import org.hyperdex.core.replication.PendingRecord;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.replication.StoreChange.PutOutcome;
import org.hyperdex.core.replication.StoreChange.PutPending;
import org.hyperdex.core.replication.StoreChange.PutRow;
import org.hyperdex.core.replication.StoreChange.PutTombstone;
import org.hyperdex.core.replication.StoreChange.RemoveOutcome;
import org.hyperdex.core.replication.StoreChange.RemovePending;
import org.hyperdex.core.replication.StoreChange.RemoveRow;
import org.hyperdex.core.replication.StoreChange.RemoveTombstone;
import org.hyperdex.core.replication.Tombstone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest {
  private static final long REGION = 7;

  @TempDir Path parent;
  private DataDirectory directory;
  private RocksStore store;
  private ShardRows rows;

  @BeforeEach
  void open() {
    open(parent.resolve("data"));
  }

  private void open(Path path) {
    directory = DataDirectory.open(path);
    store = RocksStore.open(directory, StoreTuning.small());
    rows = store.shard();
  }

  @AfterEach
  void close() {
    rows.close();
    assertThat(store.openHandles()).as("snapshots and scans left open").isZero();
    store.close();
    directory.close();
  }

  private static StoredRow row(long counter, String text) {
    return new StoredRow(new Version(3, counter), Bytes.utf8(text));
  }

  private static PutRow put(long region, String key, StoredRow row) {
    return new PutRow(region, Bytes.utf8(key), row);
  }

  private void apply(StoreChange... changes) {
    rows.apply(List.of(changes));
  }

  private static PendingRecord pending(String key, long counter, Optional<Bytes> row) {
    return new PendingRecord(
        new Propagate(
            REGION,
            5,
            Bytes.utf8(key),
            new Version(5, counter),
            new Version(4, 9),
            new OperationId(-77, counter),
            12,
            row.isPresent() ? Outcome.OK : Outcome.DELETED,
            row,
            List.of(new PathElement(REGION, Role.KEEP), new PathElement(8, Role.REMOVE)),
            1,
            new Version(5, counter - 1),
            0));
  }

  private List<PendingRecord> pendingOf(long region) {
    List<PendingRecord> found = new ArrayList<>();
    rows.pending(region, found::add);
    return found;
  }

  private List<OutcomeRecord> outcomesOf(long region) {
    List<OutcomeRecord> found = new ArrayList<>();
    rows.outcomes(region, found::add);
    return found;
  }

  private List<Tombstone> tombstonesOf(long region) {
    List<Tombstone> found = new ArrayList<>();
    rows.tombstones(region, found::add);
    return found;
  }

  private List<String> scan(RowsSnapshot snapshot, long region, ValueRange range) {
    List<String> keys = new ArrayList<>();
    try (SnapshotRegion rowsOfRegion = snapshot.region(region);
        RowScan scan = rowsOfRegion.rows(range)) {
      while (scan.advance()) {
        keys.add(scan.key().toUtf8());
      }
    }
    return keys;
  }

  @Test
  void aRowIsReadBackAsItWasPut() {
    apply(put(REGION, "a", row(1, "first")));
    assertThat(rows.read(REGION, Bytes.utf8("a"))).isEqualTo(row(1, "first"));
    apply(put(REGION, "a", row(2, "second")));
    assertThat(rows.read(REGION, Bytes.utf8("a"))).isEqualTo(row(2, "second"));
    apply(new RemoveRow(REGION, Bytes.utf8("a")));
    assertThat(rows.read(REGION, Bytes.utf8("a"))).isNull();
  }

  @Test
  void regionsDoNotSeeEachOthersRows() {
    apply(put(REGION, "a", row(1, "here")), put(REGION + 1, "a", row(1, "there")));
    assertThat(rows.read(REGION, Bytes.utf8("a"))).isEqualTo(row(1, "here"));
    assertThat(rows.read(REGION + 1, Bytes.utf8("a"))).isEqualTo(row(1, "there"));
    assertThat(rows.read(REGION + 2, Bytes.utf8("a"))).isNull();
  }

  @Test
  void changesOfOneBatchTakeEffectInOrder() {
    apply(
        put(REGION, "a", row(1, "first")),
        new RemoveRow(REGION, Bytes.utf8("a")),
        put(REGION, "a", row(2, "second")));
    assertThat(rows.read(REGION, Bytes.utf8("a"))).isEqualTo(row(2, "second"));
  }

  @Test
  void emptyAndLargeKeysAndRowsAreKept() {
    byte[] largeRow = new byte[3 << 20];
    Arrays.fill(largeRow, (byte) 9);
    StoredRow large = new StoredRow(new Version(1, 1), Bytes.wrap(largeRow));
    byte[] largeKey = new byte[64 << 10];
    apply(
        new PutRow(REGION, Bytes.EMPTY, new StoredRow(new Version(1, 2), Bytes.EMPTY)),
        new PutRow(REGION, Bytes.wrap(largeKey), large));
    assertThat(rows.read(REGION, Bytes.EMPTY))
        .isEqualTo(new StoredRow(new Version(1, 2), Bytes.EMPTY));
    assertThat(rows.read(REGION, Bytes.wrap(largeKey))).isEqualTo(large);
    try (RowsSnapshot snapshot = rows.snapshot();
        SnapshotRegion region = snapshot.region(REGION);
        RowScan scan = region.rows(ValueRange.ALL)) {
      assertThat(scan.advance()).isTrue();
      assertThat(scan.key()).isEqualTo(Bytes.EMPTY);
      assertThat(scan.advance()).isTrue();
      assertThat(scan.key()).isEqualTo(Bytes.wrap(largeKey));
      assertThat(scan.row()).isEqualTo(large.row());
      assertThat(scan.version()).isEqualTo(large.version());
      assertThat(scan.advance()).isFalse();
    }
  }

  @Test
  void pendingRecordsComeBackInVersionOrderPerKey() {
    PendingRecord second = pending("a", 2, Optional.empty());
    PendingRecord first = pending("a", 1, Optional.of(Bytes.utf8("row")));
    PendingRecord other = pending("b", 1, Optional.of(Bytes.EMPTY));
    apply(
        new PutPending(REGION, second),
        new PutPending(REGION, other),
        new PutPending(REGION, first));
    assertThat(pendingOf(REGION)).containsExactly(first, second, other);
    assertThat(pendingOf(REGION + 1)).isEmpty();
    apply(new RemovePending(REGION, Bytes.utf8("a"), new Version(5, 1)));
    assertThat(pendingOf(REGION)).containsExactly(second, other);
  }

  @Test
  void outcomesAndTombstonesComeBackUntilTheyAreRemoved() {
    OutcomeRecord outcome =
        new OutcomeRecord(new OperationId(-1, 4), Outcome.CREATED, new Version(2, 3));
    Tombstone tombstone = new Tombstone(Bytes.utf8("gone"), new Version(2, 8), 99);
    apply(new PutOutcome(REGION, outcome), new PutTombstone(REGION, tombstone));
    assertThat(outcomesOf(REGION)).containsExactly(outcome);
    assertThat(tombstonesOf(REGION)).containsExactly(tombstone);
    assertThat(outcomesOf(REGION - 1)).isEmpty();
    apply(
        new RemoveOutcome(REGION, outcome.operation()),
        new RemoveTombstone(REGION, tombstone.key()));
    assertThat(outcomesOf(REGION)).isEmpty();
    assertThat(tombstonesOf(REGION)).isEmpty();
  }

  @Test
  void aScanSeesItsRegionInKeyOrder() {
    apply(
        put(REGION, "b", row(1, "")),
        put(REGION, "a", row(1, "")),
        put(REGION, "c", row(1, "")),
        put(REGION - 1, "z", row(1, "")),
        put(REGION + 1, "a", row(1, "")));
    try (RowsSnapshot snapshot = rows.snapshot()) {
      assertThat(scan(snapshot, REGION, ValueRange.ALL)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aScanStaysWithinTheKeysThePredicateAllows() {
    for (String key : List.of("a", "b", "ba", "c", "d")) {
      apply(put(REGION, key, row(1, "")));
    }
    try (RowsSnapshot snapshot = rows.snapshot()) {
      assertThat(scan(snapshot, REGION, range(Operator.EQUAL, "b"))).containsExactly("b");
      assertThat(scan(snapshot, REGION, range(Operator.GREATER_THAN, "b")))
          .containsExactly("ba", "c", "d");
      assertThat(scan(snapshot, REGION, range(Operator.GREATER_EQUAL, "b")))
          .containsExactly("b", "ba", "c", "d");
      assertThat(scan(snapshot, REGION, range(Operator.LESS_THAN, "ba"))).containsExactly("a", "b");
      assertThat(scan(snapshot, REGION, range(Operator.LESS_EQUAL, "ba")))
          .containsExactly("a", "b", "ba");
      assertThat(scan(snapshot, REGION, ValueRange.NONE)).isEmpty();
    }
  }

  private static ValueRange range(Operator operator, String key) {
    return ValueRanges.ofKey(Predicate.all(List.of(new Check(0, operator, Bytes.utf8(key)))))
        .hull();
  }

  @Test
  void aSnapshotShowsTheBatchesBeforeItOnly() {
    apply(put(REGION, "a", row(1, "old")), put(REGION, "b", row(1, "old")));
    try (RowsSnapshot snapshot = rows.snapshot()) {
      apply(
          put(REGION, "a", row(2, "new")),
          new RemoveRow(REGION, Bytes.utf8("b")),
          put(REGION, "c", row(3, "new")));
      try (SnapshotRegion region = snapshot.region(REGION);
          RowScan scan = region.rows(ValueRange.ALL)) {
        assertThat(scan.advance()).isTrue();
        assertThat(scan.row()).isEqualTo(Bytes.utf8("old"));
        assertThat(scan.advance()).isTrue();
        assertThat(scan.key()).isEqualTo(Bytes.utf8("b"));
        assertThat(scan.advance()).isFalse();
      }
    }
  }

  @Test
  void snapshotsThatAreLeftOpenAreCounted() {
    RowsSnapshot snapshot = rows.snapshot();
    SnapshotRegion region = snapshot.region(REGION);
    RowScan scan = region.rows(ValueRange.ALL);
    assertThat(store.openHandles()).isEqualTo(2);
    scan.close();
    scan.close();
    region.close();
    snapshot.close();
    snapshot.close();
    assertThat(store.openHandles()).isZero();
  }

  @Test
  void everythingIsThereAfterARestart() {
    OutcomeRecord outcome = new OutcomeRecord(new OperationId(1, 1), Outcome.OK, new Version(3, 1));
    PendingRecord pending = pending("a", 1, Optional.of(Bytes.utf8("x")));
    apply(
        put(REGION, "a", row(1, "kept")),
        new PutOutcome(REGION, outcome),
        new PutPending(REGION, pending));
    store.adopt(17);
    Path path = parent.resolve("data");
    close();
    open(path);
    assertThat(rows.read(REGION, Bytes.utf8("a"))).isEqualTo(row(1, "kept"));
    assertThat(outcomesOf(REGION)).containsExactly(outcome);
    assertThat(pendingOf(REGION)).containsExactly(pending);
    assertThat(store.adoptedVersion()).isEqualTo(17);
  }

  /** G1: what was handed to the operating system survives the death of the process. */
  @Test
  void everyBatchIsThereAfterTheProcessWasKilled() throws IOException {
    for (int i = 0; i < 1000; i++) {
      apply(put(REGION, "key" + i, row(i, "row" + i)));
    }
    Path copy = parent.resolve("copy");
    copyAsTheOperatingSystemHasIt(parent.resolve("data"), copy);
    close();
    open(copy);
    for (int i = 0; i < 1000; i++) {
      assertThat(rows.read(REGION, Bytes.utf8("key" + i))).isEqualTo(row(i, "row" + i));
    }
  }

  private static void copyAsTheOperatingSystemHasIt(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void aDroppedRegionLeavesNothing() {
    apply(
        put(REGION, "a", row(1, "")),
        put(REGION + 1, "a", row(1, "")),
        new PutPending(REGION, pending("a", 1, Optional.empty())),
        new PutTombstone(REGION + 2, new Tombstone(Bytes.EMPTY, Version.NONE, 1)));
    assertThat(store.regions()).containsExactly(REGION, REGION + 1, REGION + 2);
    store.drop(REGION);
    assertThat(store.regions()).containsExactly(REGION + 1, REGION + 2);
    assertThat(rows.read(REGION, Bytes.utf8("a"))).isNull();
    assertThat(pendingOf(REGION)).isEmpty();
    assertThat(rows.read(REGION + 1, Bytes.utf8("a"))).isEqualTo(row(1, ""));
  }

  @Test
  void aPendingRecordOfAnUnknownFormIsDamageAndNotSkipped() throws Exception {
    apply(new PutPending(REGION, pending("a", 1, Optional.empty())));
    byte[] key = new byte[RegionKeys.REGION_BYTES + 1 + RegionKeys.VERSION_BYTES];
    System.arraycopy(RegionKeys.region(REGION), 0, key, 0, RegionKeys.REGION_BYTES);
    store.database().put(store.pending(), key, new byte[] {42, 0, 0});
    assertThatThrownBy(() -> pendingOf(REGION))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("unknown form 42");
  }

  @Test
  void aClosedStoreMeasuresNothing() {
    rows.close();
    store.close();
    assertThat(store.bytesOnDisk()).isZero();
    assertThat(store.estimatedRows()).isZero();
  }
}
