package org.hyperdex.storage.search;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.SearchOpened;
import org.hyperdex.core.replication.TurnEffects.StartSearch;
import org.hyperdex.storage.rows.RowsSnapshot;

/** What a search or count that looks back sends before anything else, in pieces. */
final class Opening {
  private static final int PIECE_BYTES = 64 << 10;

  /** What a key weighs beside its bytes. */
  private static final int KEY_OVERHEAD_BYTES = 4;

  private final long requestId;
  private final Iterator<Bytes> keys;

  private Opening(long requestId, Iterator<Bytes> keys) {
    this.requestId = requestId;
    this.keys = keys;
  }

  static Opening of(StartSearch start, RowsSnapshot snapshot) {
    if (start.arrived().isEmpty()) {
      return new Opening(start.requestId(), start.moved().iterator());
    }
    Set<Bytes> all = new LinkedHashSet<>(start.moved());
    for (Bytes key : start.arrived()) {
      Bytes row = snapshot.read(start.region(), key);
      if (row != null && start.evaluation().matches(key, row)) {
        all.add(key);
      }
    }
    return new Opening(start.requestId(), all.iterator());
  }

  /** The next piece; the last one is complete. */
  SearchOpened next() {
    List<Bytes> piece = new ArrayList<>();
    int bytes = 0;
    while (keys.hasNext() && bytes < PIECE_BYTES) {
      Bytes key = keys.next();
      piece.add(key);
      bytes += key.length() + KEY_OVERHEAD_BYTES;
    }
    return new SearchOpened(requestId, piece, !keys.hasNext());
  }
}
