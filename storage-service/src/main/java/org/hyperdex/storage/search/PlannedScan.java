package org.hyperdex.storage.search;

import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.Choice;
import org.hyperdex.core.index.Plan;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.protocol.Explanation;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.ValueRanges;
import org.hyperdex.storage.rows.RowsSnapshot;
import org.hyperdex.storage.rows.SnapshotRegion;

/** Looks through a region of a snapshot by the plan that seems cheapest. */
final class PlannedScan implements AutoCloseable {
  private final SnapshotRegion region;
  private final Choice choice;
  private final long planNanos;
  private final PlanRun run;

  private PlannedScan(SnapshotRegion region, Evaluation evaluation) {
    this.region = region;
    long begun = System.nanoTime();
    choice = choice(region, evaluation.predicate());
    planNanos = System.nanoTime() - begun;
    run = new PlanRun(region, evaluation, choice.plan());
  }

  static PlannedScan of(RowsSnapshot snapshot, long regionId, Evaluation evaluation) {
    return new PlannedScan(snapshot.region(regionId), evaluation);
  }

  private static Choice choice(SnapshotRegion region, Predicate predicate) {
    return region
        .schema()
        .map(schema -> Planner.choose(schema, region.indices(), predicate, region))
        .orElseGet(() -> new Choice(new Plan.Scan(ValueRanges.ofKey(predicate), 0, 0), List.of()));
  }

  /** How the plan was chosen, and how long that took; what came of it as the arguments say. */
  Explanation explained(long rowsRead, long rowsMatching, long scanNanos) {
    return choice.explained(rowsRead, rowsMatching, planNanos, scanNanos);
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
