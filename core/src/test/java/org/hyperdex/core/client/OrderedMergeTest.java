package org.hyperdex.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hyperdex.core.client.OrderedMerge.Taken;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;
import org.junit.jupiter.api.Test;

class OrderedMergeTest {
  private static final Ordering BY_COLOUR = new Ordering(1, false);

  private static FoundRow row(String key, String colour) {
    Bytes row = Row.of(List.of(Bytes.utf8(colour)));
    return new FoundRow(Bytes.utf8(key), new StoredRow(new Version(1, 1), row));
  }

  private static OrderedMerge merge(int regions) {
    return merge(regions, BY_COLOUR, 1000, 100);
  }

  private static OrderedMerge merge(int regions, Ordering by, int rows, int window) {
    return new OrderedMerge(
        new Listing.Ordered(by, Optional.empty(), rows),
        Columns.ALL,
        regions,
        window,
        false,
        ByteBudget.UNLIMITED);
  }

  private static List<String> keys(OrderedMerge merge) {
    List<String> keys = new ArrayList<>();
    for (Optional<Taken> next = merge.next(); next.isPresent(); next = merge.next()) {
      if (next.get().fresh()) {
        keys.add(next.get().row().key().toUtf8());
      }
    }
    return keys;
  }

  @Test
  void rowsAreDeliveredInOrderOfValueAndThenOfKey() {
    OrderedMerge merge = merge(2);
    merge.opened(0);
    merge.opened(1);
    merge.arrived(0, List.of(row("b", "blue"), row("a", "red")));
    merge.arrived(1, List.of(row("a2", "blue"), row("c", "green")));
    merge.complete(0);
    merge.complete(1);
    assertThat(keys(merge)).containsExactly("a2", "b", "c", "a");
    assertThat(merge.isComplete()).isTrue();
  }

  @Test
  void nothingIsDeliveredThatARegionMayStillPrecede() {
    OrderedMerge merge = merge(2);
    merge.opened(0);
    merge.arrived(0, List.of(row("a", "red")));
    assertThat(keys(merge)).as("region 1 is not open").isEmpty();
    merge.opened(1);
    assertThat(keys(merge)).as("region 1 has sent nothing").isEmpty();
    merge.arrived(1, List.of(row("b", "blue")));
    assertThat(keys(merge)).containsExactly("b");
    merge.complete(1);
    assertThat(keys(merge)).containsExactly("a");
    assertThat(merge.isComplete()).isFalse();
    merge.complete(0);
    assertThat(merge.isComplete()).isTrue();
  }

  @Test
  void whatHasMovedIsReadBeforeAnythingIsDelivered() {
    OrderedMerge merge = merge(2);
    merge.opened(0);
    merge.moved(Bytes.utf8("m"));
    assertThat(merge.mustRead()).as("region 1 may tell more").isFalse();
    merge.opened(1);
    merge.complete(1);
    merge.arrived(0, List.of(row("z", "red")));
    assertThat(merge.mustRead()).isTrue();
    assertThat(keys(merge)).isEmpty();
    assertThat(merge.takeMoved()).containsExactly(Bytes.utf8("m"));
    assertThat(keys(merge)).isEmpty();
    merge.found(row("m", "green"));
    merge.read();
    merge.complete(0);
    assertThat(keys(merge)).containsExactly("m", "z");
  }

  @Test
  void anObjectOfTwoRegionsIsDeliveredOnce() {
    OrderedMerge merge = merge(2);
    merge.opened(0);
    merge.opened(1);
    merge.arrived(0, List.of(row("a", "blue"), row("b", "green")));
    merge.arrived(1, List.of(row("a", "red")));
    merge.complete(0);
    merge.complete(1);
    assertThat(keys(merge)).containsExactly("a", "b");
  }

  @Test
  void aRegionThatIsSearchedAnewGoesOnBehindWhatWasDelivered() {
    OrderedMerge merge = merge(1);
    merge.opened(0);
    merge.arrived(0, List.of(row("a", "blue"), row("b", "green"), row("c", "red")));
    assertThat(merge.next().orElseThrow().row().key()).isEqualTo(Bytes.utf8("a"));
    merge.restart(0);
    assertThat(merge.listing().ordered().orElseThrow().after())
        .contains(new Position(Bytes.utf8("blue"), Bytes.utf8("a")));
    assertThat(merge.run(0)).isEqualTo(1);
    assertThat(keys(merge)).isEmpty();
    merge.opened(0);
    merge.arrived(0, List.of(row("b", "green"), row("a", "pink"), row("c", "red")));
    merge.complete(0);
    assertThat(keys(merge)).as("a has changed and was delivered").containsExactly("b", "c");
  }

  @Test
  void rowsOutOfOrderAreRefused() {
    OrderedMerge merge = merge(1);
    merge.opened(0);
    assertThatThrownBy(() -> merge.arrived(0, List.of(row("a", "red"), row("b", "blue"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRegionIsNotAskedForMoreThanIsWantedWhileItHasRows() {
    OrderedMerge merge = merge(1, BY_COLOUR, 4, 100);
    assertThat(merge.shareRows()).isEqualTo(4);
    merge.opened(0);
    merge.arrived(0, List.of(row("a", "1"), row("b", "2"), row("c", "3"), row("d", "4")));
    for (int i = 0; i < 3; i++) {
      Taken taken = merge.next().orElseThrow();
      assertThat(merge.consumed(0, taken.run(), 1)).isZero();
    }
    Taken last = merge.next().orElseThrow();
    assertThat(merge.consumed(0, last.run(), 1)).as("all that it was not given").isEqualTo(4);
  }

  @Test
  void aLongSearchIsGivenRoomBeforeItRunsDry() {
    OrderedMerge merge = merge(1, BY_COLOUR, 1000, 4);
    merge.opened(0);
    merge.arrived(0, List.of(row("a", "1"), row("b", "2"), row("c", "3"), row("d", "4")));
    merge.next();
    assertThat(merge.consumed(0, 0, 1)).isZero();
    merge.next();
    assertThat(merge.consumed(0, 0, 1)).isEqualTo(2);
    assertThat(merge.consumed(0, 1, 1)).as("of another run").isZero();
  }

  /** Regions send in pieces, fail and begin anew; what is delivered is what a sort would give. */
  @Test
  void theResultIsThatOfASort() {
    for (int seed = 0; seed < 1_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Ordering by = new Ordering(random.nextInt(2), random.nextBoolean());
      int regions = random.nextInt(1, 5);
      Map<Integer, NavigableMap<Position, FoundRow>> rows = new HashMap<>();
      NavigableMap<Position, FoundRow> all = new TreeMap<>(by);
      for (int region = 0; region < regions; region++) {
        rows.put(region, new TreeMap<>(by));
      }
      for (int i = random.nextInt(30); i > 0; i--) {
        FoundRow row = row("k" + i, "c" + random.nextInt(5));
        Position place = by.position(Columns.ALL, row.key(), row.row().row());
        all.put(place, row);
        rows.get(random.nextInt(regions)).put(place, row);
      }
      OrderedMerge merge = merge(regions, by, random.nextInt(1, 40), random.nextInt(1, 10));
      assertThat(run(random, merge, rows, regions))
          .as("seed %d", seed)
          .containsExactlyElementsOf(all.values());
    }
  }

  private static List<FoundRow> run(
      SplittableRandom random,
      OrderedMerge merge,
      Map<Integer, NavigableMap<Position, FoundRow>> rows,
      int regions) {
    List<FoundRow> delivered = new ArrayList<>();
    List<List<FoundRow>> left = new ArrayList<>();
    int[] credit = new int[regions];
    boolean[] open = new boolean[regions];
    boolean[] complete = new boolean[regions];
    for (int region = 0; region < regions; region++) {
      left.add(new ArrayList<>());
    }
    while (!merge.isComplete()) {
      int region = random.nextInt(regions);
      if (!open[region]) {
        open[region] = true;
        credit[region] = merge.shareRows();
        Optional<Position> after = merge.listing().ordered().orElseThrow().after();
        NavigableMap<Position, FoundRow> of = rows.get(region);
        left.set(
            region,
            new ArrayList<>(after.map(place -> of.tailMap(place, false)).orElse(of).values()));
        merge.opened(region);
      } else if (!complete[region] && random.nextInt(12) == 0) {
        open[region] = false;
        merge.restart(region);
      } else if (!complete[region] && left.get(region).isEmpty()) {
        complete[region] = true;
        merge.complete(region);
      } else if (!complete[region] && credit[region] > 0) {
        credit[region]--;
        merge.arrived(region, List.of(left.get(region).removeFirst()));
      }
      Optional<Taken> next = merge.next();
      if (next.isPresent()) {
        Taken taken = next.get();
        if (taken.fresh()) {
          delivered.add(taken.row());
        }
        if (!complete[taken.region()]) {
          credit[taken.region()] += merge.consumed(taken.region(), taken.run(), 1);
        }
      }
    }
    return delivered;
  }
}
