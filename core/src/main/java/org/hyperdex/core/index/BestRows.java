package org.hyperdex.core.index;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Position;
import org.jspecify.annotations.Nullable;

/**
 * The first rows, in some order, of all that are offered. Holds so many and so many bytes at most,
 * but always one: what had to go for others that come before it is behind them all, and is found by
 * offering everything again from the last one on.
 */
public final class BestRows {
  /** What a row weighs beside its bytes. */
  private static final int ROW_OVERHEAD_BYTES = 200;

  private final Listing.Ordered wanted;
  private final Columns columns;
  private final int mostRows;
  private final long mostBytes;
  private final TreeMap<Position, FoundRow> rows;
  private long bytes;

  /** The first place of a row that is left out. */
  private @Nullable Position cut;

  /**
   * None yet.
   *
   * @param columns what is kept of each row
   */
  public BestRows(Listing.Ordered wanted, Columns columns, int mostRows, long mostBytes) {
    this.wanted = wanted;
    this.columns = columns;
    this.mostRows = mostRows;
    this.mostBytes = mostBytes;
    rows = new TreeMap<>(wanted.by());
  }

  /**
   * Takes a whole row, if it is one of the first. False if it comes behind what has been left out:
   * who offers in order can stop then.
   */
  public boolean offer(Bytes key, Version version, Bytes row) {
    Position place = wanted.by().position(Columns.ALL, key, row);
    Position end = cut;
    if (end != null && wanted.by().compare(place, end) >= 0) {
      return false;
    }
    if (wanted.after().isPresent() && wanted.by().compare(place, wanted.after().get()) <= 0) {
      return true;
    }
    FoundRow found = new FoundRow(key, new StoredRow(version, columns.of(row)));
    rows.put(place, found);
    bytes += weight(place, found);
    while (rows.size() > mostRows || (rows.size() > 1 && bytes > mostBytes)) {
      Map.Entry<Position, FoundRow> last = rows.pollLastEntry();
      bytes -= weight(last.getKey(), last.getValue());
      cut = last.getKey();
    }
    return true;
  }

  private static long weight(Position place, FoundRow found) {
    return ROW_OVERHEAD_BYTES
        + place.value().length()
        + place.key().length()
        + (long) found.row().row().length();
  }

  /** The first of those that are held, which are then one less. */
  public Optional<FoundRow> takeFirst() {
    Map.Entry<Position, FoundRow> first = rows.pollFirstEntry();
    return first == null ? Optional.empty() : Optional.of(first.getValue());
  }

  /** The last place that is held: who goes on goes on behind it. */
  public Optional<Position> lastPlace() {
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.lastKey());
  }

  /** Whether rows are left out that come behind all that are held. */
  public boolean leavesOut() {
    return cut != null;
  }
}
