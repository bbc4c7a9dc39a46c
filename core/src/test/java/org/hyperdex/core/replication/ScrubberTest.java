package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.Divergence.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that differ are found, counted and repaired; copies that do not are left alone. */
class ScrubberTest {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final ScrubOptions FAST = ScrubOptions.of(1L << 30, 0);
  private static final List<Long> KEY_CHAIN = List.of(1L, 2L, 3L);
  private static final List<Long> COLOUR_CHAIN = List.of(4L, 5L);
  private static final long[] ALL = {1, 2, 3, 4, 5};
  private static final Bytes BALL = Bytes.utf8("ball");

  private final Things things = new Things(KEY_CHAIN, COLOUR_CHAIN);
  private final Cluster cluster = new Cluster();
  private final long keyRegion = things.keyRegion("ball");
  private final String red = "red";
  private final String other = elsewhere();

  private String elsewhere() {
    for (int i = 0; ; i++) {
      if (things.colourRegion("colour" + i) != things.colourRegion(red)) {
        return "colour" + i;
      }
    }
  }

  /** Another object of the same key region. */
  private String neighbour() {
    for (int i = 0; ; i++) {
      if (things.keyRegion("thing" + i) == keyRegion) {
        return "thing" + i;
      }
    }
  }

  @BeforeEach
  void start() {
    for (long id : ALL) {
      cluster.start(id);
    }
    cluster.configure(things.configuration(), ALL);
    for (long id : ALL) {
      lease(id);
      scrub(id, FAST);
    }
  }

  private void lease(long server) {
    cluster.turn(server, shard -> shard.lease(Long.MAX_VALUE));
  }

  private void scrub(long server, ScrubOptions options) {
    cluster.turn(server, shard -> shard.scrub(options));
  }

  private void write(ClientRequest.Write write) {
    cluster.ask(1, write);
    cluster.run();
  }

  private void pass(long ticks) {
    for (long i = 0; i < ticks; i++) {
      cluster.pass(TICK_NANOS);
      cluster.run();
    }
  }

  /** Long enough for a walk, for what it finds to settle, and for the repair. */
  private void scrub() {
    pass(200);
  }

  private ScrubCounts counts() {
    return cluster.running().stream()
        .map(id -> cluster.shard(id).scrubCounts())
        .reduce(ScrubCounts.NONE, ScrubCounts::plus);
  }

  private void plant(long server, long region, @Nullable StoredRow row) {
    cluster
        .disk(server)
        .apply(
            row == null
                ? new StoreChange.RemoveRow(region, BALL)
                : new StoreChange.PutRow(region, BALL, row));
  }

  private StoredRow ball() {
    return cluster.disk(1).rows(keyRegion).get(BALL);
  }

  /** Every copy of every object is where it must be, and nowhere else. */
  private void everyCopyIsRight() {
    for (Subspace subspace : things.space().subspaces()) {
      for (Region region : subspace.regions()) {
        for (long server : region.chain()) {
          assertThat(cluster.disk(server).rows(region.id()))
              .as("region %d at server %d", region.id(), server)
              .isEqualTo(cluster.disk(region.chain().getFirst()).rows(region.id()));
        }
      }
    }
    long inKeys = rows(things.space().keySubspace());
    assertThat(rows(things.space().subspaces().getLast())).isEqualTo(inKeys);
  }

  private long rows(Subspace subspace) {
    return subspace.regions().stream()
        .mapToLong(region -> cluster.disk(region.chain().getFirst()).rows(region.id()).size())
        .sum();
  }

  private Divergence only() {
    assertThat(cluster.divergences()).hasSize(1);
    return cluster.divergences().getFirst();
  }

  @Test
  void whoHasNoLeaseAndMayBeNoMemberAnyMoreSettlesNothing() {
    write(things.paint("ball", red));
    cluster.turn(5, shard -> shard.lease(0));
    plant(5, things.colourRegion(red), null);
    scrub();
    assertThat(cluster.divergences()).isEmpty();

    lease(5);
    // What nobody answers is forgotten first.
    pass(1000);
    assertThat(only().server()).isEqualTo(5);
  }

  @Test
  void copiesThatAreTheSameAreComparedAndLeftAlone() {
    for (int i = 0; i < 100; i++) {
      write(things.paint("thing" + i, i % 2 == 0 ? red : other));
    }
    scrub();

    assertThat(cluster.divergences()).isEmpty();
    assertThat(counts().walks()).isGreaterThan(5);
    // Each of 5 copies of each object was read on a walk, and compared with the head's.
    assertThat(counts().rowsWalked()).isGreaterThanOrEqualTo(5 * 500);
    assertThat(counts().copiesCompared()).isGreaterThanOrEqualTo(5 * 800);
    assertThat(counts().repairs()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "MISSING, 2",
    "MISSING, 3",
    "MISSING, 4",
    "MISSING, 5",
    "STALE, 2",
    "STALE, 3",
    "STALE, 4",
    "STALE, 5",
    "NEWER, 4",
    "NEWER, 5",
    "DIFFERENT, 2",
    "DIFFERENT, 3",
    "DIFFERENT, 4",
    "DIFFERENT, 5"
  })
  void aCopyThatDiffersIsFoundOnceAndRepaired(Kind kind, long server) {
    for (int i = 0; i < 5; i++) {
      write(things.paint("ball", red));
    }
    StoredRow row = ball();
    // A version that the head will not reach before it repairs.
    Version newer = new Version(row.version().epoch(), row.version().counter() + 1);
    long region = server <= 3 ? keyRegion : things.colourRegion(red);
    plant(
        server,
        region,
        switch (kind) {
          case STALE -> new StoredRow(new Version(1, 1), row.row());
          case NEWER -> new StoredRow(newer, row.row());
          case DIFFERENT -> new StoredRow(row.version(), Things.row("rot"));
          default -> null;
        });
    if (kind == Kind.NEWER) {
      // The head has issued it, as heads do before a version is anywhere.
      write(things.paint(neighbour(), red));
    }
    scrub();

    Divergence found = only();
    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.server()).isEqualTo(server);
    assertThat(found.region()).isEqualTo(region);
    assertThat(found.key()).isEqualTo(BALL);
    assertThat(found.expected()).isEqualTo(row.version());
    assertThat(counts().found(kind)).isEqualTo(1);
    assertThat(counts().repairs()).isEqualTo(1);
    assertThat(ball().row()).isEqualTo(row.row());
    everyCopyIsRight();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void anObjectOfWhichACopyIsMissingIsWrittenAllTheSame(long server) {
    write(things.paint("ball", red));
    for (long id : ALL) {
      scrub(id, ScrubOptions.OFF);
    }
    plant(server, things.colourRegion(red), null);

    write(things.paint("ball", red));
    assertThat(cluster.shard(1).pendingWrites()).isZero();
    everyCopyIsRight();

    plant(server, things.colourRegion(red), null);
    write(things.paint("ball", other));
    assertThat(cluster.shard(1).pendingWrites()).isZero();
    everyCopyIsRight();
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3})
  void whatAnotherMemberOfTheKeyRegionHasAndTheHeadHasNotIsKept(long server) {
    write(things.paint(neighbour(), red));
    StoredRow row = new StoredRow(new Version(1, 1), Things.row(other));
    plant(server, keyRegion, row);
    plant(4, things.colourRegion(other), row);
    scrub();

    assertThat(counts().found(Kind.EXTRA)).as("again in every walk").isGreaterThan(1);
    assertThat(counts().repairs()).as("it may be the head that has lost it").isZero();
    assertThat(cluster.disk(server).rows(keyRegion)).containsEntry(BALL, row);
    assertThat(cluster.disk(4).rows(things.colourRegion(other))).containsEntry(BALL, row);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void aCopyOfAnObjectThatIsNotThereIsFoundAndRemoved(long server) {
    write(things.paint(neighbour(), red));
    long region = things.colourRegion(other);
    plant(server, region, new StoredRow(new Version(1, 1), Things.row(other)));
    scrub();

    assertThat(only().kind()).isEqualTo(Kind.EXTRA);
    assertThat(only().server()).isEqualTo(server);
    assertThat(cluster.disk(server).rows(region)).doesNotContainKey(BALL);
    everyCopyIsRight();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void aCopyInARegionTheObjectHasLeftIsFoundAndRemoved(long server) {
    write(things.paint("ball", red));
    StoredRow left = ball();
    write(things.paint("ball", other));
    plant(server, things.colourRegion(red), left);
    scrub();

    assertThat(only().kind()).isEqualTo(Kind.EXTRA);
    assertThat(only().region()).isEqualTo(things.colourRegion(red));
    everyCopyIsRight();
  }

  @Test
  void manyCopiesThatDifferAreAllFoundAndRepairedTogether() {
    write(things.paint("ball", red));
    StoredRow row = ball();
    plant(2, keyRegion, null);
    plant(3, keyRegion, new StoredRow(row.version(), Things.row("rot")));
    plant(4, things.colourRegion(red), null);
    plant(5, things.colourRegion(other), row);
    scrub();

    assertThat(cluster.divergences())
        .extracting(Divergence::server)
        .containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
    assertThat(counts().repairs()).isEqualTo(1);
    everyCopyIsRight();
  }

  @Test
  void aHeadThatIsBehindItsKeyRegionTakesNothingAway() {
    write(things.paint("ball", other));
    write(things.paint("ball", red));
    StoredRow row = ball();
    plant(1, keyRegion, new StoredRow(new Version(1, 1), Things.row(other)));
    scrub();

    assertThat(cluster.divergences()).isNotEmpty();
    assertThat(counts().repairs()).isZero();
    assertThat(cluster.disk(2).rows(keyRegion)).containsEntry(BALL, row);
    assertThat(cluster.disk(4).rows(things.colourRegion(red))).containsEntry(BALL, row);
  }

  @Test
  void aRepairedObjectIsReadAndWrittenAsBefore() {
    write(things.paint("ball", red));
    plant(3, keyRegion, null);
    plant(5, things.colourRegion(red), null);
    scrub();

    ClientRequest.Get get = things.get("ball");
    cluster.ask(1, get);
    cluster.run();
    assertThat(cluster.answer(get.requestId()))
        .isInstanceOfSatisfying(
            GetResult.class,
            result -> assertThat(result.row().orElseThrow().row()).isEqualTo(Things.row(red)));
    write(things.paint("ball", other));
    write(things.remove("ball"));
    write(things.paint("ball", red));
    scrub();
    everyCopyIsRight();
    assertThat(cluster.divergences()).hasSize(2);
  }

  @Test
  void whatIsRightAgainBeforeItHasLastedIsNoDifference() {
    write(things.paint("ball", red));
    StoredRow row = ball();
    plant(3, keyRegion, null);
    pass(30);
    plant(3, keyRegion, row);
    scrub();

    assertThat(cluster.divergences()).isEmpty();
    assertThat(ball()).isEqualTo(row);
  }

  @Test
  void anObjectThatIsBeingWrittenIsNotCompared() {
    write(things.paint("ball", red));
    cluster.hold(4, 5);
    cluster.ask(1, things.paint("ball", red));
    scrub();
    assertThat(cluster.divergences()).isEmpty();

    cluster.letGo(4, 5);
    scrub();
    assertThat(cluster.divergences()).isEmpty();
  }

  @Test
  void aHeadThatMayNotReadAloneFindsNothing() {
    write(things.paint("ball", red));
    cluster.turn(1, shard -> shard.lease(0));
    plant(3, keyRegion, null);
    scrub();
    assertThat(cluster.divergences()).isEmpty();

    lease(1);
    scrub();
    assertThat(only().kind()).isEqualTo(Kind.MISSING);
  }

  @Test
  void aHeadThatWasDeposedUnawaresHarmsNothing() {
    write(things.paint("ball", red));
    cluster.turn(1, shard -> shard.lease(0));
    things.chain(keyRegion, List.of(2L, 3L));
    cluster.configure(things.configuration(), 2, 3, 4, 5);
    cluster.ask(2, things.paint("ball", red));
    cluster.run();
    StoredRow row = cluster.disk(2).rows(keyRegion).get(BALL);
    scrub();

    assertThat(cluster.divergences()).isEmpty();
    assertThat(cluster.disk(4).rows(things.colourRegion(red))).containsEntry(BALL, row);
  }

  @Test
  void whatTheLinksLoseIsFoundByTheNextWalk() {
    write(things.paint("ball", red));
    plant(3, keyRegion, null);
    for (int i = 0; i < 100; i++) {
      cluster.pass(TICK_NANOS);
      cluster.breakLink(1, 3);
      cluster.run();
    }
    assertThat(cluster.divergences()).isEmpty();
    scrub();

    assertThat(only().kind()).isEqualTo(Kind.MISSING);
    everyCopyIsRight();
  }

  @Test
  void aWalkReadsNoMoreThanItsRateAllows() {
    for (int i = 0; i < 1_000; i++) {
      write(things.paint("thing" + i, red));
    }
    StoredRow row = new StoredRow(Version.NONE, Things.row(red));
    long rowBytes = RowsDigest.rowBytes(Bytes.utf8("thing100"), row);
    for (long id : ALL) {
      scrub(id, ScrubOptions.of(2_000 * rowBytes, 0));
    }
    long before = counts().rowsWalked();
    pass(100);

    // In 5 s, and a tenth of a second at once; some is spent on opening regions.
    assertThat(counts().rowsWalked() - before).isBetween(ALL.length * 6_000L, ALL.length * 10_300L);
  }

  @Test
  void aTickReadsABoundedNumberOfRowsWhateverTheRate() {
    for (int i = 0; i < 3_000; i++) {
      write(things.paint("thing" + i, red));
    }
    for (long id : ALL) {
      scrub(id, new ScrubOptions(Long.MAX_VALUE, 1, 1));
    }
    long before = counts().rowsWalked();
    pass(1);

    assertThat(counts().rowsWalked() - before).isBetween(1L, ALL.length * 1_000L);
  }

  @Test
  void betweenTwoWalksThereIsAPause() {
    write(things.paint("ball", red));
    for (long id : ALL) {
      scrub(id, ScrubOptions.of(1L << 30, 40 * TICK_NANOS));
    }
    long before = counts().walks();
    pass(39);
    assertThat(counts().walks()).isEqualTo(before);
    pass(1);
    assertThat(counts().walks()).isEqualTo(before + ALL.length);
    pass(40);
    assertThat(counts().walks()).isEqualTo(before + 2L * ALL.length);
  }

  @Test
  void whoIsSwitchedOffWalksNotAndAnswersOthers() {
    write(things.paint("ball", red));
    long before = counts().walks();
    for (long id : new long[] {2, 3, 4, 5}) {
      scrub(id, ScrubOptions.OFF);
    }
    plant(5, things.colourRegion(red), null);
    scrub();

    assertThat(only().kind()).isEqualTo(Kind.MISSING);
    assertThat(counts().walks()).isGreaterThan(before);
    for (long id : new long[] {1, 2, 3, 4, 5}) {
      scrub(id, ScrubOptions.OFF);
    }
    int told = cluster.delivered(1).size();
    scrub();
    assertThat(cluster.delivered(1)).hasSize(told);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverIsWrittenAndFailsMeanwhileNothingDiffers(long seed) {
    Random random = new Random(seed);
    List<Long> keyChain = new ArrayList<>(KEY_CHAIN);
    List<Long> colourChain = new ArrayList<>(COLOUR_CHAIN);
    for (long id : ALL) {
      // Settles at once: the less time, the more a difference that is none would show.
      scrub(id, new ScrubOptions(1L << 30, 0, 0));
    }
    for (int i = 0; i < 3_000; i++) {
      String name = "thing" + random.nextInt(12);
      cluster.ask(
          keyChain.getFirst(),
          random.nextInt(4) == 0
              ? things.remove(name)
              : things.paint(name, "colour" + random.nextInt(6)));
      cluster.steps(random.nextInt(60), random);
      cluster.pass(TICK_NANOS / 10);
      if (i % 700 == 350) {
        cluster.breakLink(keyChain.getFirst(), colourChain.getFirst());
      }
      if (i % 1_000 == 600 && keyChain.size() > 1) {
        fail(random.nextBoolean() ? keyChain : colourChain, random);
      }
    }
    cluster.run();
    scrub();

    assertThat(cluster.divergences()).isEmpty();
    assertThat(counts().copiesCompared()).isGreaterThan(3_000);
    assertThat(cluster.delivered(keyChain.getFirst()))
        .as("something looked like a difference for a moment")
        .anyMatch(message -> message instanceof ChainMessage.ScrubTell);
  }

  /** A server is lost; those that are left hear of it one after the other. */
  private void fail(List<Long> chain, Random random) {
    if (chain.size() == 1) {
      return;
    }
    long lost = chain.remove(random.nextInt(chain.size()));
    cluster.stop(lost);
    for (Subspace subspace : things.space().subspaces()) {
      for (Region region : subspace.regions()) {
        if (region.chain().contains(lost)) {
          things.chain(region.id(), List.copyOf(chain));
        }
      }
    }
    var configuration = things.configuration();
    for (long server : cluster.running()) {
      cluster.configure(configuration, server);
      cluster.steps(random.nextInt(40), random);
    }
  }
}
