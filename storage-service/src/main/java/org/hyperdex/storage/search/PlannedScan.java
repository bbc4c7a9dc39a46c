package org.hyperdex.storage.search;

import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.Choice;
import org.hyperdex.core.index.OrderedPlanner;
import org.hyperdex.core.index.OrderedPlanner.Chosen;
import org.hyperdex.core.index.Plan;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.protocol.Explanation;
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
  private final Choice choice;
  private final long planNanos;
  private final boolean inOrder;
  private final PlanRun run;
  private long rowsRead;

  private PlannedScan(
      SnapshotRegion region,
      Evaluation evaluation,
      Columns columns,
      Choice choice,
      long planNanos,
      boolean inOrder) {
    this.region = region;
    this.columns = columns;
    this.choice = choice;
    this.planNanos = planNanos;
    this.inOrder = inOrder;
    run = new PlanRun(region, evaluation, choice.plan());
  }

  /** For all matches, in whatever order. */
  static PlannedScan of(
      RowsSnapshot snapshot, long regionId, Evaluation evaluation, Columns columns) {
    long begun = System.nanoTime();
    SnapshotRegion region = snapshot.region(regionId);
    Predicate predicate = evaluation.predicate();
    Choice choice =
        region
            .schema()
            .map(schema -> Planner.choose(schema, region.indices(), predicate, region))
            .orElseGet(() -> new Choice(scan(predicate), List.of()));
    long planNanos = System.nanoTime() - begun;
    return new PlannedScan(region, evaluation, columns, choice, planNanos, false);
  }

  /** For the first matches in an order, of which so many are wanted: whole rows. */
  static PlannedScan of(
      RowsSnapshot snapshot, long regionId, Evaluation evaluation, Ordering by, int rows) {
    long begun = System.nanoTime();
    SnapshotRegion region = snapshot.region(regionId);
    Predicate predicate = evaluation.predicate();
    Chosen chosen =
        region
            .schema()
            .map(schema ->
                OrderedPlanner.choose(schema, region.indices(), predicate, region, by, rows))
            .orElseGet(() -> new Chosen(scan(predicate), by.equals(Ordering.BY_KEY)));
    Choice choice = new Choice(chosen.plan(), List.of());
    long planNanos = System.nanoTime() - begun;
    return new PlannedScan(region, evaluation, Columns.ALL, choice, planNanos, chosen.inOrder());
  }

  private static Plan scan(Predicate predicate) {
    return new Plan.Scan(ValueRanges.ofKey(predicate), 0, 0);
  }

  /** How the plan was chosen, and how long that took; what came of it as the arguments say. */
  Explanation explained(long rowsMatching, long scanNanos) {
    return choice.explained(rowsRead, rowsMatching, planNanos, scanNanos);
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
