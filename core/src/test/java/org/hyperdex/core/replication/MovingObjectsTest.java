package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Searches and counts that read two regions at different moments, while an object moves from one to
 * the other: every pair of moments there is. The object matches all the time, so it must be found
 * (guarantee G3), and a count must count it once.
 */
class MovingObjectsTest {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final Evaluation ANY = bound(Predicate.TRUE);
  private static final Bytes BALL = Bytes.utf8("ball");
  private static final List<Long> OLD_CHAIN = List.of(3L, 4L);
  private static final List<Long> NEW_CHAIN = List.of(5L, 6L);
  private static final long[] SERVERS = {1, 2, 3, 4, 5, 6};

  /** How the ball comes from one region to the other. */
  private enum Way {
    /** It changes its colour. */
    MOVED,
    /** It is removed, and created again. */
    CREATED_AGAIN
  }

  /** One history of a move with two regions read on its way. */
  private static final class History {
    private final Things things = new Things(List.of(1L, 2L), OLD_CHAIN);
    private final Cluster cluster = new Cluster();
    private final String oldColour = "colour0";
    private final String newColour = another();
    private final long oldRegion = things.colourRegion(oldColour);
    private final long newRegion = things.colourRegion(newColour);
    private final Set<Bytes> delivered = new HashSet<>();
    private final Set<Bytes> moved = new HashSet<>();
    private final Set<Bytes> quietInOld = new HashSet<>();
    private final Set<Bytes> quietInNew = new HashSet<>();
    private long beginNanos;
    private long requests = 1000;

    private String another() {
      int i = 1;
      while (things.colourRegion("colour" + i) == things.colourRegion("colour0")) {
        i++;
      }
      return "colour" + i;
    }

    private History() {
      things.chain(newRegion, NEW_CHAIN);
      for (long server : SERVERS) {
        cluster.start(server);
      }
      cluster.configure(things.configuration(), SERVERS);
      for (long server : SERVERS) {
        cluster.turn(server, shard -> shard.lease(Long.MAX_VALUE));
      }
      cluster.ask(1, things.paint("ball", oldColour));
      cluster.run();
      cluster.pass(1000 * NANOS_PER_MILLI);
      // Epochs are confirmed once; the searches under test are then opened at once.
      ask(oldRegion, OLD_CHAIN.getLast(), false);
      ask(newRegion, NEW_CHAIN.getLast(), false);
      ask(oldRegion, OLD_CHAIN.getFirst(), false);
      ask(newRegion, NEW_CHAIN.getFirst(), false);
      cluster.run();
      cluster.searches().clear();
      cluster.pass(1000 * NANOS_PER_MILLI);
      beginNanos = cluster.nowNanos();
    }

    private void ask(long region, long server, boolean count) {
      long lookBack = (cluster.nowNanos() - beginNanos) / NANOS_PER_MILLI + 3;
      long request = ++requests;
      cluster.ask(
          server,
          count
              ? new ClientRequest.Count(
                  request, region, things.epoch(region), ANY.predicate(), lookBack)
              : new ClientRequest.Search(
                  request,
                  region,
                  things.epoch(region),
                  ANY.predicate(),
                  Listing.ROWS,
                  9,
                  lookBack));
    }

    private void open(long region, long server, boolean count) {
      int before = cluster.searches().size();
      ask(region, server, count);
      assertThat(cluster.searches()).hasSize(before + 1);
      TurnEffects.StartSearch start = cluster.searches().getLast();
      moved.addAll(start.moved());
      moved.addAll(start.arrived());
      MemoryStore.Frozen rows = (MemoryStore.Frozen) start.snapshot();
      rows.rows()
          .get(region)
          .forEach((key, _) -> {
            if (!start.pending().covers(key)) {
              (region == oldRegion ? quietInOld : quietInNew).add(key);
              delivered.add(key);
            }
          });
      start
          .pending()
          .listen(settled -> settled.stream().map(FoundRow::key).forEach(delivered::add));
    }

    /**
     * Brings the ball to the other region; opens the one it leaves after {@code oldAt} messages
     * have been delivered, the other one after {@code newAt}. Returns how many messages there are.
     */
    private int run(Way way, int oldAt, int newAt, long oldServer, long newServer, boolean count) {
      if (way == Way.CREATED_AGAIN) {
        cluster.ask(1, things.remove("ball"));
      }
      cluster.ask(1, things.paint("ball", newColour));
      int step = 0;
      boolean more = true;
      while (more || step <= Math.max(oldAt, newAt)) {
        if (step == oldAt) {
          open(oldRegion, oldServer, count);
        }
        if (step == newAt) {
          open(newRegion, newServer, count);
        }
        cluster.pass(2 * NANOS_PER_MILLI);
        more = cluster.step();
        step++;
      }
      return step;
    }
  }

  /** The object may be newer where it is now; whoever got it there must not find the old one. */
  @Test
  void aDepartureThatIsFoundOnDiskIsToldAndNotShown() {
    History history = new History();
    Cluster cluster = history.cluster;
    Things things = history.things;
    cluster.ask(1, things.paint("ball", history.newColour));
    cluster.run();
    Propagate departure =
        cluster.delivered(4).stream()
            .filter(Propagate.class::isInstance)
            .map(Propagate.class::cast)
            .filter(write -> write.path().get(write.position()).role() == Role.REMOVE)
            .findFirst()
            .orElseThrow();
    // Its end had not reached the disk.
    cluster
        .disk(4)
        .apply(new StoreChange.PutPending(history.oldRegion, new PendingRecord(departure)));
    cluster.start(4);
    cluster.hold(4, 5);
    things.chain(history.oldRegion, OLD_CHAIN);
    cluster.configure(things.configuration(), SERVERS);
    cluster.turn(4, shard -> shard.lease(Long.MAX_VALUE));
    cluster.pass(1000 * NANOS_PER_MILLI);
    history.beginNanos = cluster.nowNanos();

    history.ask(history.oldRegion, 4, false);
    cluster.run();

    assertToldAndNotShown(cluster.searches().getLast());
  }

  /** The client reads it: no row of this region is to be shown, and none is waited for. */
  private static void assertToldAndNotShown(TurnEffects.StartSearch start) {
    assertThat(start.moved()).containsExactly(BALL);
    assertThat(start.pending().covers(BALL)).as("its row is left out").isTrue();
    List<List<FoundRow>> settled = new ArrayList<>();
    start.pending().listen(settled::add);
    assertThat(settled).containsExactly(List.of());
  }

  /** The acknowledgement may be long under way, and the object be newer where it is now. */
  @Test
  void anObjectThatIsLeavingIsToldAndNotShownAsItWas() {
    History history = new History();
    Cluster cluster = history.cluster;
    cluster.hold(5, 4);
    cluster.ask(1, history.things.paint("ball", history.newColour));
    cluster.run();

    for (long server : OLD_CHAIN) {
      history.ask(history.oldRegion, server, false);
      assertToldAndNotShown(cluster.searches().getLast());
    }
  }

  /** Nothing of it would pass where the object was. Whoever saw it could see the old one after. */
  @Test
  void anObjectIsNowhereToBeSeenAnewBeforeItIsGoneEverywhere() {
    History history = new History();
    Cluster cluster = history.cluster;
    cluster.hold(2, 3);
    ClientRequest.Write removal = history.things.remove("ball");
    ClientRequest.Write creation = history.things.paint("ball", history.newColour);
    cluster.ask(1, removal);
    cluster.ask(1, creation);
    cluster.run();
    assertThat(cluster.disk(5).rows(history.newRegion)).isEmpty();

    cluster.letGo(2, 3);
    cluster.run();
    assertThat(cluster.answers(removal.requestId())).hasSize(1);
    assertThat(cluster.answers(creation.requestId())).hasSize(1);
    assertThat(cluster.disk(3).rows(history.oldRegion)).isEmpty();
    assertThat(cluster.disk(6).rows(history.newRegion)).containsOnlyKeys(BALL);
  }

  private interface Judge {
    void judge(History history, String moments);
  }

  private static void everyPairOfMoments(Way way, boolean count, Judge judge) {
    int messages = new History().run(way, 0, 0, 4, 6, count);
    assertThat(messages).isGreaterThan(10);
    for (long oldServer : OLD_CHAIN) {
      for (long newServer : NEW_CHAIN) {
        for (int oldAt = 0; oldAt <= messages; oldAt++) {
          for (int newAt = 0; newAt <= messages; newAt++) {
            History history = new History();
            history.run(way, oldAt, newAt, oldServer, newServer, count);
            judge.judge(
                history,
                "server %d after %d, server %d after %d messages"
                    .formatted(oldServer, oldAt, newServer, newAt));
          }
        }
      }
    }
  }

  @Test
  void aSearchFindsAnObjectThatMovesBetweenItsRegions() {
    int[] onlyMoved = new int[1];
    everyPairOfMoments(
        Way.MOVED,
        false,
        (history, moments) -> {
          boolean brought = history.delivered.contains(BALL);
          assertThat(brought || history.moved.contains(BALL)).as(moments).isTrue();
          if (!brought) {
            onlyMoved[0]++;
          }
        });
    // Otherwise this test would pass without a memory of moves.
    assertThat(onlyMoved[0]).isPositive();
  }

  @Test
  void aCountCountsAnObjectThatMovesBetweenItsRegionsOnce() {
    int[] nowhere = new int[1];
    int[] twice = new int[1];
    everyPairOfMoments(
        Way.MOVED,
        true,
        (history, moments) -> {
          int quiet =
              (history.quietInOld.contains(BALL) ? 1 : 0)
                  + (history.quietInNew.contains(BALL) ? 1 : 0);
          boolean readByItself = history.moved.contains(BALL);
          assertThat(readByItself || quiet == 1).as(moments).isTrue();
          nowhere[0] += quiet == 0 ? 1 : 0;
          twice[0] += quiet == 2 ? 1 : 0;
        });
    assertThat(nowhere[0]).isPositive();
    assertThat(twice[0]).isPositive();
  }

  @Test
  void aCountCountsAnObjectThatIsCreatedAgainElsewhereOnceAtMost() {
    int[] twice = new int[1];
    everyPairOfMoments(
        Way.CREATED_AGAIN,
        true,
        (history, moments) -> {
          boolean quietInBoth =
              history.quietInOld.contains(BALL) && history.quietInNew.contains(BALL);
          assertThat(!quietInBoth || history.moved.contains(BALL)).as(moments).isTrue();
          twice[0] += quietInBoth ? 1 : 0;
        });
    assertThat(twice[0]).isPositive();
  }

  @Test
  void aServerThatWasNotThereSaysThatItDoesNotRemember() {
    History history = new History();
    history.cluster.ask(1, history.things.paint("ball", history.newColour));
    history.cluster.run();
    history.cluster.start(4);
    history.things.chain(history.oldRegion, OLD_CHAIN);
    history.cluster.configure(history.things.configuration(), SERVERS);
    history.cluster.turn(4, shard -> shard.lease(Long.MAX_VALUE));

    history.ask(history.oldRegion, 4, false);
    history.cluster.run();

    assertThat(history.cluster.answer(history.requests))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.FORGOTTEN));
    history.cluster.pass(100 * NANOS_PER_MILLI);
    history.beginNanos = history.cluster.nowNanos();
    history.open(history.oldRegion, 4, false);
  }

  @Test
  void whatHasLeftLongAgoIsForgotten() {
    RecentMoves moves = new RecentMoves(new RecentMoves.Room(1 << 20), 0);
    moves.left(BALL, Things.row("red"), 1);
    Set<Bytes> told = new HashSet<>();

    moves.departures(1, ANY, told);
    assertThat(told).containsExactly(BALL);

    moves.expire(RecentMoves.RETENTION_NANOS + 2);
    told.clear();
    moves.departures(1, ANY, told);
    assertThat(told).isEmpty();
    assertThat(moves.remembers(1)).isFalse();
    assertThat(moves.remembers(2)).isTrue();
  }

  @Test
  void withoutRoomTheOldestMovesGoAndThatIsKnown() {
    RecentMoves.Room room = new RecentMoves.Room(1000);
    RecentMoves moves = new RecentMoves(room, 0);
    for (int i = 1; i <= 100; i++) {
      moves.came(BALL, i);
    }

    assertThat(moves.remembers(100)).isTrue();
    assertThat(moves.remembers(1)).isFalse();

    RecentMoves others = new RecentMoves(room, 0);
    for (int i = 1; i <= 100; i++) {
      others.came(BALL, 100 + i);
    }
    moves.restart(300);
    others.came(BALL, 300);
    Set<Bytes> told = new HashSet<>();
    others.arrivals(300, told);
    assertThat(told).containsExactly(BALL);
    assertThat(others.remembers(300)).isTrue();
  }

  @Test
  void aRemovalIsRememberedAsLongAsASearchMayHaveSeenTheObject() {
    RecentMoves moves = new RecentMoves(new RecentMoves.Room(1 << 20), 0);
    Bytes other = Bytes.utf8("other");
    long later = 2 * RecentMoves.RETENTION_NANOS;
    moves.removed(BALL, later);
    moves.removed(BALL, later + 1);

    assertThat(moves.mayHaveRemoved(other, later + 1)).isFalse();
    assertThat(moves.mayHaveRemoved(BALL, later + 1 + RecentMoves.RETENTION_NANOS)).isTrue();
    assertThat(moves.mayHaveRemoved(BALL, later + 2 + RecentMoves.RETENTION_NANOS)).isFalse();
  }

  @Test
  void whoDoesNotRememberAllRemovalsTakesEveryObjectForRemoved() {
    RecentMoves moves = new RecentMoves(new RecentMoves.Room(300), 0);
    assertThat(moves.mayHaveRemoved(BALL, RecentMoves.RETENTION_NANOS - 1)).isTrue();
    assertThat(moves.mayHaveRemoved(BALL, RecentMoves.RETENTION_NANOS)).isFalse();

    long later = 2 * RecentMoves.RETENTION_NANOS;
    for (int i = 0; i < 5; i++) {
      moves.removed(Bytes.utf8("other" + i), later);
    }
    assertThat(moves.mayHaveRemoved(BALL, later)).isTrue();
  }

  @Test
  void onlyWhatMatchedWhenItLeftIsTold() {
    RecentMoves moves = new RecentMoves(new RecentMoves.Room(1 << 20), 0);
    moves.left(BALL, Things.row("red"), 1);
    moves.left(Bytes.utf8("cube"), Things.row("blue"), 1);
    Set<Bytes> told = new HashSet<>();

    Evaluation red = bound(Predicate.all(new Check(1, Operator.EQUAL, Bytes.utf8("red"))));

    moves.departures(0, red, told);

    assertThat(told).containsExactly(BALL);
  }

  private static Evaluation bound(Predicate predicate) {
    return Evaluation.of(new Things(List.of(1L), List.of(1L)).space().schema(), predicate);
  }
}
