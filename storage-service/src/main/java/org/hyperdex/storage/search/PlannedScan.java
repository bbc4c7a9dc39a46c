package org.hyperdex.storage.search;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.OrderedPlanner;
import org.hyperdex.core.index.OrderedPlanner.Chosen;
import org.hyperdex.core.index.Plan;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.ValueRanges;
import org.hyperdex.storage.rows.RowsSnapshot;
import org.hyperdex.storage.rows.SnapshotRegion;

/** Looks through a region of a snapshot by the plan that seems cheapest. */
final class PlannedScan implements RowSource {
  private final SnapshotRegion region;
  private final Columns columns;
  private final boolean inOrder;
  private final PlanRun run;
  private long rowsRead;

  private PlannedScan(
      SnapshotRegion region, Evaluation evaluation, Columns columns, Chosen chosen) {
    this.region = region;
    this.columns = columns;
    inOrder = chosen.inOrder();
    run = new PlanRun(region, evaluation, chosen.plan());
  }

  /** For all matches, in whatever order. */
  static PlannedScan of(
      RowsSnapshot snapshot, long regionId, Evaluation evaluation, Columns columns) {
    SnapshotRegion region = snapshot.region(regionId);
    Predicate predicate = evaluation.predicate();
    Plan plan =
        region
            .schema()
            .map(schema -> Planner.choose(schema, region.indices(), predicate, region).plan())
            .orElseGet(() -> scan(predicate));
    return new PlannedScan(region, evaluation, columns, new Chosen(plan, false));
  }

  /** For the first matches in an order, of which so many are wanted: whole rows. */
  static PlannedScan of(
      RowsSnapshot snapshot, long regionId, Evaluation evaluation, Ordering by, int rows) {
    SnapshotRegion region = snapshot.region(regionId);
    Predicate predicate = evaluation.predicate();
    Chosen chosen =
        region
            .schema()
            .map(schema ->
                OrderedPlanner.choose(schema, region.indices(), predicate, region, by, rows))
            .orElseGet(() -> new Chosen(scan(predicate), by.equals(Ordering.BY_KEY)));
    return new PlannedScan(region, evaluation, Columns.ALL, chosen);
  }

  private static Plan scan(Predicate predicate) {
    return new Plan.Scan(ValueRanges.ofKey(predicate), 0, 0);
  }

  /** Whether rows come in the order that is wanted. */
  boolean isInOrder() {
    return inOrder;
  }

  @Override
  public PlanRun.Step step() {
    PlanRun.Step step = run.step();
    if (step == PlanRun.Step.MATCH || step == PlanRun.Step.MISS) {
      rowsRead++;
    }
    return step;
  }

  @Override
  public Bytes key() {
    return run.key();
  }

  @Override
  public Version version() {
    return run.version();
  }

  @Override
  public Bytes row() {
    return columns.of(run.row());
  }

  @Override
  public long rowsRead() {
    return rowsRead;
  }

  @Override
  public void close() {
    run.close();
    region.close();
  }
}
