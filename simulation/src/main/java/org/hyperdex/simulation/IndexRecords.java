package org.hyperdex.simulation;

import java.util.TreeSet;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.simulation.IndexChange.IndexState;

/** What one disk has of one index of one region. */
final class IndexRecords {
  final TreeSet<Bytes> entries = new TreeSet<>();

  /** As it was written; an index nothing was written of has not begun. */
  IndexState state = IndexState.BEGINNING;

  IndexRecords copy() {
    IndexRecords copy = new IndexRecords();
    copy.entries.addAll(entries);
    copy.state = state;
    return copy;
  }
}
