package org.hyperdex.storage.search;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.Plan;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.ValueRanges;
import org.hyperdex.storage.rows.RowsSnapshot;
import org.hyperdex.storage.rows.SnapshotRegion;

/** Looks through a region of a snapshot by the plan that seems cheapest. */
final class PlannedScan implements RowSource {
  private final SnapshotRegion region;
  private final Columns columns;
  private final Plan plan;
  private final PlanRun run;
  private long rowsRead;

  private PlannedScan(SnapshotRegion region, Evaluation evaluation, Columns columns) {
    this.region = region;
    this.columns = columns;
    plan = plan(region, evaluation);
    run = new PlanRun(region, evaluation, plan);
  }

  static PlannedScan of(
      RowsSnapshot snapshot, long regionId, Evaluation evaluation, Columns columns) {
    return new PlannedScan(snapshot.region(regionId), evaluation, columns);
  }

  private static Plan plan(SnapshotRegion region, Evaluation evaluation) {
    Predicate predicate = evaluation.predicate();
    return region
        .schema()
        .map(schema -> Planner.choose(schema, region.indices(), predicate, region).plan())
        .orElseGet(() -> new Plan.Scan(ValueRanges.ofKey(predicate), 0, 0));
  }

  /** Whether rows come in the order of their keys. */
  boolean ascendsByKey() {
    return plan instanceof Plan.Scan;
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
