package org.hyperdex.storage.search;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.BestRows;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Position;
import org.hyperdex.core.replication.TurnEffects.StartSearch;
import org.hyperdex.storage.rows.RowsSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a region of a snapshot for the first rows in some order, in memory that is bounded
 * whatever is asked for: as many as fit are collected and told, and if more are wanted it looks
 * again, for those behind the last. The snapshot stays the same all the time.
 *
 * <pre>
 * COLLECTING -> TELLING     every row that may be among the first has been looked at
 * TELLING    -> COLLECTING  all are told, and some had been left out
 * TELLING    -> END         all are told, and none had been left out
 * </pre>
 */
final class OrderedScan implements RowSource {
  static final int PAGE_ROWS = 8192;
  static final long PAGE_BYTES = 1 << 20;

  private final StartSearch start;
  private final Listing.Ordered wanted;
  private final RowsSnapshot snapshot;
  private final List<FoundRow> settled;

  private @Nullable PlannedScan collecting;
  private BestRows page;
  private Optional<Position> after;
  private @Nullable FoundRow told;
  private long rowsRead;

  /**
   * Has not looked at anything yet.
   *
   * @param settled the rows of writes that were pending, which the snapshot has not
   */
  OrderedScan(
      StartSearch start, Listing.Ordered wanted, RowsSnapshot snapshot, List<FoundRow> settled) {
    this.start = start;
    this.wanted = wanted;
    this.snapshot = snapshot;
    this.settled = settled;
    after = wanted.after();
    page = collect();
  }

  private BestRows collect() {
    int pageRows = Math.max(1, Math.min(wanted.rows(), PAGE_ROWS));
    collecting = PlannedScan.of(snapshot, start.region(), narrowed(), wanted.by(), pageRows);
    BestRows rows =
        new BestRows(wanted.from(after), start.listing().columns(), pageRows, PAGE_BYTES);
    for (FoundRow row : settled) {
      rows.offer(row.key(), row.row().version(), row.row().row());
    }
    return rows;
  }

  /** What lies before is not even to be looked at, if the plan can help it. */
  private Evaluation narrowed() {
    Evaluation all = start.evaluation();
    return after.map(place -> all.and(wanted.by().from(place))).orElse(all);
  }

  @Override
  public PlanRun.Step step() {
    PlannedScan scan = collecting;
    if (scan != null) {
      return collect(scan);
    }
    boolean more = page.leavesOut();
    Optional<FoundRow> first = page.takeFirst();
    if (first.isPresent()) {
      FoundRow row = first.get();
      told = row;
      Columns columns = start.listing().columns();
      after = Optional.of(wanted.by().position(columns, row.key(), row.row().row()));
      return PlanRun.Step.MATCH;
    }
    if (!more) {
      return PlanRun.Step.END;
    }
    page = collect();
    return PlanRun.Step.NO_ROW;
  }

  private PlanRun.Step collect(PlannedScan scan) {
    PlanRun.Step step = scan.step();
    boolean over = step == PlanRun.Step.END;
    if (step == PlanRun.Step.MATCH && !start.pending().covers(scan.key())) {
      boolean taken = page.offer(scan.key(), scan.version(), scan.row());
      over = !taken && scan.isInOrder();
    }
    if (over) {
      rowsRead += scan.rowsRead();
      scan.close();
      collecting = null;
      return PlanRun.Step.NO_ROW;
    }
    // What has been found is not to be told yet.
    return step == PlanRun.Step.MATCH ? PlanRun.Step.MISS : step;
  }

  @Override
  public Bytes key() {
    return row(told).key();
  }

  @Override
  public Version version() {
    return row(told).row().version();
  }

  @Override
  public Bytes row() {
    return row(told).row().row();
  }

  private static FoundRow row(@Nullable FoundRow found) {
    if (found == null) {
      throw new IllegalStateException("there is no row");
    }
    return found;
  }

  @Override
  public long rowsRead() {
    PlannedScan scan = collecting;
    return rowsRead + (scan == null ? 0 : scan.rowsRead());
  }

  @Override
  public void close() {
    PlannedScan scan = collecting;
    collecting = null;
    if (scan != null) {
      scan.close();
    }
  }
}
