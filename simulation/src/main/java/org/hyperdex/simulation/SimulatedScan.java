package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.BestRows;
import org.hyperdex.core.index.Plan;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.protocol.ClientRequest.CountRest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.CountResult;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.SearchDone;
import org.hyperdex.core.protocol.ServerResponse.SearchOpened;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Position;
import org.hyperdex.core.replication.SearchPending;
import org.hyperdex.core.replication.TurnEffects.StartSearch;

/**
 * One search or count on its way through a region, as the storage service runs it.
 *
 * <pre>
 * OPENING  -> SCANNING  what has moved is told; a count knows what to leave out
 * SCANNING -> SETTLING  the plan has been carried out on the snapshot
 * SETTLING -> DONE      the awaited writes have committed
 * any      -> DONE      the region has left this server
 * </pre>
 */
final class SimulatedScan {
  /** Runs something a while later. */
  interface Later {
    void run(Runnable action);
  }

  private static final int PAGE_ROWS = 2;

  private final StartSearch start;
  private final Consumer<ServerResponse> client;
  private final ServerContext context;
  private final Sabotage bug;
  private final DiskFaults disk;
  private final Later later;
  private final FrozenRegion region;
  private final Set<Bytes> except = new HashSet<>();
  private final List<FoundRow> inOrder = new ArrayList<>();
  private long rowsRead;
  private long matching;

  SimulatedScan(
      StartSearch start,
      Consumer<ServerResponse> client,
      ServerContext context,
      DiskFaults disk,
      Later later) {
    this.disk = disk;
    this.start = start;
    this.client = client;
    this.context = context;
    this.later = later;
    bug = context.bug();
    region = ((FrozenRegion.Frozen) start.snapshot()).region(start.region());
  }

  void begin() {
    if (start.opening()) {
      open();
    }
    boolean waitsForClient = start.opening() && start.countOnly();
    if (!waitsForClient) {
      later.run(this::scan);
    }
  }

  /** Tells what is not at rest, in two pieces if there is something. */
  private void open() {
    Set<Bytes> all = new LinkedHashSet<>(start.moved());
    for (Bytes key : start.arrived()) {
      StoredRow row = region.row(key);
      if (row != null && start.evaluation().matches(key, row.row())) {
        all.add(key);
      }
    }
    List<Bytes> keys = List.copyOf(all);
    if (!keys.isEmpty()) {
      client.accept(new SearchOpened(start.requestId(), keys.subList(0, 1), false));
    }
    List<Bytes> rest = keys.subList(Math.min(1, keys.size()), keys.size());
    client.accept(new SearchOpened(start.requestId(), rest, true));
  }

  /** The client names what a count is to leave out. */
  void rest(CountRest rest) {
    except.addAll(rest.except());
    if (rest.complete()) {
      later.run(this::scan);
    }
  }

  private void scan() {
    List<FoundRow> found = disk.hides() ? List.of() : found();
    matching = found.size();
    if (start.listing().ordered().isPresent()) {
      inOrder.addAll(found);
    } else if (!start.countOnly() && !found.isEmpty()) {
      client.accept(new SearchRows(start.requestId(), wanted(found)));
    }
    if (bug.is(PlantedBug.SEARCH_IGNORES_PENDING) || bug.is(PlantedBug.COMMITTED_MISSED)) {
      settled(List.of());
      return;
    }
    start
        .pending()
        .listen(
            new SearchPending.Listener() {
              @Override
              public void settled(List<FoundRow> settled) {
                later.run(() -> SimulatedScan.this.settled(settled));
              }

              @Override
              public void abandoned() {
                later.run(SimulatedScan.this::abandoned);
              }
            });
  }

  /** What a plan finds that is chosen by wrong counts; whatever they are, it must find the same. */
  private List<FoundRow> found() {
    Plan plan = plan();
    List<FoundRow> found = new ArrayList<>();
    try (PlanRun run = new PlanRun(region, start.evaluation(), plan)) {
      for (PlanRun.Step step = run.step(); step != PlanRun.Step.END; step = run.step()) {
        rowsRead += step == PlanRun.Step.NO_ROW ? 0 : 1;
        boolean matches =
            step == PlanRun.Step.MATCH
                || (step == PlanRun.Step.MISS
                    && plan instanceof Plan.Pick
                    && bug.is(PlantedBug.CANDIDATE_NOT_TESTED));
        if (matches && !isLeftOut(run.key())) {
          found.add(new FoundRow(run.key(), new StoredRow(run.version(), run.row())));
        }
      }
    }
    return found;
  }

  private boolean isLeftOut(Bytes key) {
    boolean covered = start.pending().covers(key) && !bug.is(PlantedBug.SEARCH_IGNORES_PENDING);
    return covered || except.contains(key);
  }

  private Plan plan() {
    SimulatedIndices.Usable usable = region.usable();
    Plan plan =
        Planner.choose(
                usable.schema(),
                usable.complete(),
                start.evaluation().predicate(),
                region.guesses(context.loop().random()))
            .plan();
    if (!(plan instanceof Plan.Scan || plan instanceof Plan.Nothing)) {
      context.coverage().reached(Coverage.State.SEARCH_GOES_BY_INDEX);
    }
    if (usable.unfinished()) {
      context.coverage().reached(Coverage.State.SEARCH_MEETS_UNFINISHED_INDEX);
    }
    return plan;
  }

  private List<FoundRow> wanted(List<FoundRow> rows) {
    return rows.stream()
        .map(found -> {
          StoredRow row = found.row();
          Bytes columns = start.listing().columns().of(row.row());
          return new FoundRow(found.key(), new StoredRow(row.version(), columns));
        })
        .toList();
  }

  /** In pages of a few rows, each collected anew. */
  private void tellInOrder(Listing.Ordered ordered) {
    Optional<Position> after = ordered.after();
    boolean more = true;
    while (more) {
      BestRows best =
          new BestRows(ordered.from(after), start.listing().columns(), PAGE_ROWS, Long.MAX_VALUE);
      for (FoundRow row : inOrder) {
        best.offer(row.key(), row.row().version(), row.row().row());
      }
      after = best.lastPlace();
      more = best.leavesOut();
      List<FoundRow> page = new ArrayList<>();
      for (Optional<FoundRow> row = best.takeFirst(); row.isPresent(); row = best.takeFirst()) {
        page.add(row.get());
      }
      if (!page.isEmpty()) {
        client.accept(new SearchRows(start.requestId(), page));
      }
    }
  }

  private void abandoned() {
    String why = "the region has left this server during the search";
    client.accept(new Refused(start.requestId(), RefusalReason.UNKNOWN_REGION, 0, why));
  }

  private void settled(List<FoundRow> settled) {
    if (start.countOnly()) {
      client.accept(new CountResult(start.requestId(), matching + settled.size(), rowsRead));
      return;
    }
    if (start.listing().ordered().isPresent()) {
      inOrder.addAll(settled);
      tellInOrder(start.listing().ordered().get());
    } else if (!settled.isEmpty()) {
      client.accept(new SearchRows(start.requestId(), wanted(settled)));
    }
    client.accept(new SearchDone(start.requestId(), rowsRead));
  }
}
