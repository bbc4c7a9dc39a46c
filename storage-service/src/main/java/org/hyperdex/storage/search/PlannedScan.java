package org.hyperdex.storage.search;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.Plan;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.ValueRanges;
import org.hyperdex.storage.rows.RowsSnapshot;
import org.hyperdex.storage.rows.SnapshotRegion;

/** Looks through a region of a snapshot by the plan that seems cheapest. */
final class PlannedScan implements AutoCloseable {
  private final SnapshotRegion region;
  private final PlanRun run;

  private PlannedScan(SnapshotRegion region, PlanRun run) {
    this.region = region;
    this.run = run;
  }

  static PlannedScan of(RowsSnapshot snapshot, long regionId, Evaluation evaluation) {
    SnapshotRegion region = snapshot.region(regionId);
    return new PlannedScan(region, new PlanRun(region, evaluation, plan(region, evaluation)));
  }

  private static Plan plan(SnapshotRegion region, Evaluation evaluation) {
    Predicate predicate = evaluation.predicate();
    return region
        .schema()
        .map(schema -> Planner.choose(schema, region.indices(), predicate, region).plan())
        .orElseGet(() -> new Plan.Scan(ValueRanges.ofKey(predicate), 0, 0));
  }

  PlanRun.Step step() {
    return run.step();
  }

  Bytes key() {
    return run.key();
  }

  Version version() {
    return run.version();
  }

  Bytes row() {
    return run.row();
  }

  @Override
  public void close() {
    run.close();
    region.close();
  }
}
