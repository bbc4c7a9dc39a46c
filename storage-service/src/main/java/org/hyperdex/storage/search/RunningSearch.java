package org.hyperdex.storage.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.CountRest;
import org.hyperdex.core.protocol.Explanation;
import org.hyperdex.core.protocol.SearchWindow;
import org.hyperdex.core.protocol.ServerResponse.CountResult;
import org.hyperdex.core.protocol.ServerResponse.Explained;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.SearchDone;
import org.hyperdex.core.protocol.ServerResponse.SearchOpened;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.replication.TurnEffects.StartSearch;
import org.hyperdex.storage.rows.RowsSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * One search or count on its way.
 *
 * <pre>
 * OPENING   -> SCANNING  what has moved is told; a count knows what to leave out; of an ordered
 *                        search the awaited writes have committed
 * SCANNING  -> SETTLING  every row of the snapshot has been looked at; the snapshot is closed
 * SETTLING  -> DONE      the awaited writes have committed and their rows are sent
 * any       -> DONE      cancelled, stopped, or failed
 * </pre>
 *
 * Only {@link #runSlice} makes these transitions, by one thread at a time (see {@link Activity});
 * all other methods may be called by any thread and only leave a note for it.
 */
final class RunningSearch {
  /** How a slice ended. */
  enum Slice {
    /** There is more to do at once. */
    MORE,
    /** It goes on when somebody wakes it. */
    WAITS,
    /** It goes on when the link has had a moment to send. */
    CONGESTED,
    /** It is over; its snapshot is closed. */
    DONE
  }

  /** About this long a search has a thread before another gets it. */
  private static final long SLICE_NANOS = 2_000_000;

  private static final int STEPS_BETWEEN_CLOCKS = 64;
  private static final int FIRST_BATCH_BYTES = 16 << 10;
  private static final int LARGEST_BATCH_BYTES = 256 << 10;

  private static final int MAX_EXCEPT_KEYS = 1 << 20;

  /** What a row weighs beside its key and its columns. */
  private static final int ROW_OVERHEAD_BYTES = 24;

  private final StartSearch start;
  private final ResponseSink sink;
  private final SearchObserver observer;
  private final RowsSnapshot snapshot;

  private final RowCredit credit;
  private final AtomicReference<@Nullable Refused> refusal = new AtomicReference<>();
  private volatile boolean cancelled;
  private volatile @Nullable List<FoundRow> settled;
  private volatile boolean waitsForClient;
  private volatile long waitsSinceNanos;

  private volatile boolean mayCount;

  private @Nullable Opening opening;
  private boolean opened;

  /** What a count leaves out; added to by the network thread until the count may begin. */
  private final Set<Bytes> except = new HashSet<>();

  private @Nullable RowSource scan;
  private @Nullable Explanation explanation;
  private long scanNanos;
  private boolean scanned;
  private int settledSent;
  private List<FoundRow> batch = new ArrayList<>();
  private int batchBytes;
  private int batchLimitBytes = FIRST_BATCH_BYTES;
  private boolean batchOnItsWay;
  private long rowsRead;
  private long rowsMatching;

  RunningSearch(StartSearch start, ResponseSink sink, SearchObserver observer) {
    this.start = start;
    this.sink = sink;
    this.observer = observer;
    this.snapshot = (RowsSnapshot) start.snapshot();
    credit = new RowCredit(start.credit());
    opened = !start.opening();
    mayCount = !(start.opening() && start.countOnly());
  }

  void addCredit(int rows) {
    credit.add(rows);
  }

  /** Names more of what a count leaves out. Called by the link's network thread only. */
  void rest(CountRest rest) {
    if (!mayCount) {
      except.addAll(rest.except());
      mayCount = rest.complete();
      if (except.size() > MAX_EXCEPT_KEYS) {
        refuse(RefusalReason.MALFORMED, "a count leaves out " + MAX_EXCEPT_KEYS + " keys at most");
      }
    }
  }

  void settled(List<FoundRow> rows) {
    settled = rows;
  }

  /** Nobody wants the rest: the next slice frees everything and says nothing. */
  void cancel() {
    cancelled = true;
  }

  /** The next slice frees everything and says this in place of the rest. */
  void refuse(RefusalReason reason, String detail) {
    refusal.compareAndSet(null, new Refused(start.requestId(), reason, 0, detail));
  }

  /** Whether the search has waited for its client's credit since before {@code nanos}. */
  boolean idleSince(long nanos) {
    return waitsForClient && waitsSinceNanos - nanos < 0;
  }

  /** Does a bounded piece of the work. */
  Slice runSlice() {
    waitsForClient = false;
    Refused instead = refusal.get();
    if (cancelled || instead != null) {
      free();
      if (!cancelled && instead != null) {
        sink.send(instead);
        sink.flush();
      }
      return Slice.DONE;
    }
    Slice slice = opened ? Slice.MORE : openSlice();
    if (opened) {
      slice = scanned ? Slice.MORE : scanSlice();
    }
    if (scanned) {
      slice = settleSlice();
    }
    sink.flush();
    return slice;
  }

  private Slice openSlice() {
    Opening pieces = opening;
    if (pieces == null) {
      pieces = Opening.of(start, snapshot);
      opening = pieces;
    }
    SearchOpened piece = pieces.next();
    sink.send(piece);
    opened = piece.complete();
    return sink.writable() ? Slice.MORE : Slice.CONGESTED;
  }

  private Slice scanSlice() {
    if (!mayCount) {
      return awaitClient();
    }
    RowSource rows = scan;
    if (rows == null) {
      List<FoundRow> awaited = settled;
      if (isOrdered() && awaited == null) {
        return Slice.WAITS;
      }
      rows = source(awaited);
      scan = rows;
    }
    long readBefore = rowsRead;
    long matchingBefore = rowsMatching;
    long begunNanos = System.nanoTime();
    Slice slice = scanUntil(begunNanos + SLICE_NANOS, rows);
    scanNanos += System.nanoTime() - begunNanos;
    rowsRead = rows.rowsRead();
    sendBatch();
    observer.scanned(rowsRead - readBefore, rowsMatching - matchingBefore);
    if (scanned) {
      // Only searches in no order are explained.
      if (start.explain() && rows instanceof PlannedScan planned) {
        explanation = planned.explained(rowsMatching, scanNanos);
      }
      free();
    }
    return slice;
  }

  /** Whether it tells its rows in an order. */
  boolean isOrdered() {
    return start.listing().ordered().isPresent();
  }

  private RowSource source(@Nullable List<FoundRow> awaited) {
    Optional<Listing.Ordered> ordered = start.listing().ordered();
    return ordered.isPresent() && awaited != null
        ? new OrderedScan(start, ordered.get(), snapshot, awaited)
        : PlannedScan.of(snapshot, start.region(), start.evaluation(), start.listing().columns());
  }

  private Slice scanUntil(long deadlineNanos, RowSource rows) {
    for (int steps = 1; ; steps++) {
      if (needsCredit()) {
        return awaitClient();
      }
      if (congested()) {
        return Slice.CONGESTED;
      }
      switch (rows.step()) {
        case MATCH -> found(rows);
        case MISS, NO_ROW -> {
          // Nothing to tell so far.
        }
        case END -> {
          scanned = true;
          return Slice.MORE;
        }
      }
      // A single row may take long: a regular expression on 16 MiB does.
      if (cancelled
          || (steps % STEPS_BETWEEN_CLOCKS == 0 && System.nanoTime() - deadlineNanos > 0)) {
        return Slice.MORE;
      }
    }
  }

  private void found(RowSource rows) {
    Bytes key = rows.key();
    // An ordered scan knows itself what was pending.
    if (!isOrdered() && (start.pending().covers(key) || except.contains(key))) {
      return;
    }
    rowsMatching++;
    if (!start.countOnly()) {
      add(new FoundRow(key, new StoredRow(rows.version(), rows.row())));
    }
  }

  private Slice settleSlice() {
    List<FoundRow> rows = settled;
    if (rows == null) {
      return Slice.WAITS;
    }
    Explanation explained = explanation;
    if (explained != null) {
      sink.send(new Explained(start.requestId(), explained));
      return Slice.DONE;
    }
    if (start.countOnly()) {
      sink.send(new CountResult(start.requestId(), rowsMatching + rows.size(), rowsRead));
      return Slice.DONE;
    }
    for (; !isOrdered() && settledSent < rows.size(); settledSent++) {
      if (needsCredit()) {
        sendBatch();
        return awaitClient();
      }
      add(wanted(rows.get(settledSent)));
    }
    sendBatch();
    sink.send(new SearchDone(start.requestId(), rowsRead));
    return Slice.DONE;
  }

  private FoundRow wanted(FoundRow found) {
    StoredRow row = found.row();
    Bytes columns = start.listing().columns().of(row.row());
    return new FoundRow(found.key(), new StoredRow(row.version(), columns));
  }

  /** Credit is spent when a row joins the batch. */
  private boolean needsCredit() {
    return !start.countOnly() && credit.isSpent();
  }

  private Slice awaitClient() {
    waitsSinceNanos = System.nanoTime();
    waitsForClient = true;
    return Slice.WAITS;
  }

  /** Asked only after a batch: the answer costs more than a row. */
  private boolean congested() {
    if (batchOnItsWay && sink.writable()) {
      batchOnItsWay = false;
    }
    return batchOnItsWay;
  }

  private void add(FoundRow row) {
    int bytes = SearchWindow.bytes(row);
    credit.spend(bytes);
    batch.add(row);
    batchBytes += bytes + ROW_OVERHEAD_BYTES;
    if (batchBytes >= batchLimitBytes) {
      sendBatch();
      sink.flush();
      batchOnItsWay = true;
      // Short answers leave at once; long ones travel in large pieces.
      batchLimitBytes = Math.min(LARGEST_BATCH_BYTES, 2 * batchLimitBytes);
    }
  }

  private void sendBatch() {
    if (!batch.isEmpty()) {
      sink.send(new SearchRows(start.requestId(), batch));
      batch = new ArrayList<>(batch.size());
      batchBytes = 0;
    }
  }

  /** Closes the scan and the snapshot; may be called again. Not while a slice runs. */
  void free() {
    if (scan != null) {
      scan.close();
      scan = null;
    }
    snapshot.close();
  }
}
