package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.BestRows;
import org.hyperdex.core.protocol.ClientRequest.CountRest;
import org.hyperdex.core.protocol.ServerResponse.CountResult;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.SearchDone;
import org.hyperdex.core.protocol.ServerResponse.SearchOpened;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.protocol.ServerResponse;
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
 * SCANNING -> SETTLING  every row of the snapshot has been looked at
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
  private final Sabotage bug;
  private final DiskFaults disk;
  private final Later later;
  private final Map<Bytes, StoredRow> rows;
  private final Set<Bytes> except = new HashSet<>();
  private final List<FoundRow> inOrder = new ArrayList<>();
  private long matching;

  SimulatedScan(
      StartSearch start,
      Consumer<ServerResponse> client,
      Sabotage bug,
      DiskFaults disk,
      Later later) {
    this.disk = disk;
    this.start = start;
    this.client = client;
    this.bug = bug;
    this.later = later;
    rows = ((SimulatedStore.FrozenRows) start.snapshot()).region(start.region());
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
      StoredRow row = rows.get(key);
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
    List<FoundRow> found = new ArrayList<>();
    if (!disk.hides()) {
      rows.forEach((key, row) -> {
        boolean covered = start.pending().covers(key) && !bug.is(PlantedBug.SEARCH_IGNORES_PENDING);
        if (!covered
            && !except.contains(key)
            && start.evaluation().matches(key, row.row())) {
          found.add(new FoundRow(key, row));
        }
      });
    }
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
          new BestRows(
              ordered.from(after), start.listing().columns(), PAGE_ROWS, Long.MAX_VALUE);
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
      client.accept(new CountResult(start.requestId(), matching + settled.size(), rows.size()));
      return;
    }
    if (start.listing().ordered().isPresent()) {
      inOrder.addAll(settled);
      tellInOrder(start.listing().ordered().get());
    } else if (!settled.isEmpty()) {
      client.accept(new SearchRows(start.requestId(), wanted(settled)));
    }
    client.accept(new SearchDone(start.requestId(), rows.size()));
  }
}
