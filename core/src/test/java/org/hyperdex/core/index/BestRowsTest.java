package org.hyperdex.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;
import org.junit.jupiter.api.Test;

class BestRowsTest {
  private static final Version VERSION = new Version(1, 1);

  private static Bytes row(String value) {
    return Row.of(List.of(Bytes.utf8(value), Bytes.utf8("rest")));
  }

  /** Page by page, each behind the last row of the one before, all rows come in order, once. */
  @Test
  void pagesGiveASort() {
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Ordering by = new Ordering(random.nextInt(2), random.nextBoolean());
      TreeMap<Position, String> sorted = new TreeMap<>(by);
      List<String> offered = new ArrayList<>();
      for (int i = random.nextInt(60); i > 0; i--) {
        String key = "k" + random.nextInt(40);
        if (!offered.contains(key)) {
          offered.add(key);
          sorted.put(by.position(Columns.ALL, Bytes.utf8(key), row(value(key))), key);
        }
      }
      int rows = random.nextInt(1, 8);
      long bytes = random.nextInt(3000);
      List<String> told = new ArrayList<>();
      Optional<Position> after = Optional.empty();
      boolean more = true;
      while (more) {
        BestRows best =
            new BestRows(new Listing.Ordered(by, after, rows), Columns.of(List.of(1)), rows, bytes);
        for (String key : offered) {
          best.offer(Bytes.utf8(key), VERSION, row(value(key)));
        }
        after = best.lastPlace();
        more = best.leavesOut();
        int page = 0;
        for (Optional<FoundRow> next = best.takeFirst();
            next.isPresent();
            next = best.takeFirst()) {
          assertThat(Row.hasColumns(next.get().row().row(), 1)).isTrue();
          told.add(next.get().key().toUtf8());
          page++;
        }
        assertThat(page).as("seed %d", seed).isLessThanOrEqualTo(rows);
      }
      assertThat(told).as("seed %d", seed).containsExactlyElementsOf(sorted.values());
    }
  }

  private static String value(String key) {
    return "v" + key.hashCode() % 5;
  }

  @Test
  void whoOffersInOrderIsToldWhenToStop() {
    BestRows best =
        new BestRows(
            new Listing.Ordered(Ordering.BY_KEY, Optional.empty(), 2), Columns.NONE, 2, 1 << 20);
    assertThat(best.offer(Bytes.utf8("a"), VERSION, row("1"))).isTrue();
    assertThat(best.offer(Bytes.utf8("b"), VERSION, row("1"))).isTrue();
    assertThat(best.leavesOut()).isFalse();
    assertThat(best.offer(Bytes.utf8("c"), VERSION, row("1"))).isTrue();
    assertThat(best.leavesOut()).isTrue();
    assertThat(best.offer(Bytes.utf8("d"), VERSION, row("1"))).isFalse();
  }

  @Test
  void oneRowIsHeldHoweverLargeItIs() {
    BestRows best =
        new BestRows(new Listing.Ordered(Ordering.BY_KEY, Optional.empty(), 9), Columns.ALL, 9, 10);
    best.offer(Bytes.utf8("b"), VERSION, row("x".repeat(1000)));
    best.offer(Bytes.utf8("a"), VERSION, row("x".repeat(1000)));
    assertThat(best.leavesOut()).isTrue();
    assertThat(best.takeFirst().orElseThrow().key()).isEqualTo(Bytes.utf8("a"));
    assertThat(best.takeFirst()).isEmpty();
  }
}
