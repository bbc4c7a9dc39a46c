package org.hyperdex.simulation;

import org.hyperdex.core.data.Bytes;

/** A change of what a disk has of one index of one region. */
sealed interface IndexChange {
  /** The region. */
  long region();

  /** The index's id. */
  long index();

  /** An entry comes, or goes. */
  record Entry(long region, long index, Bytes entry, boolean comes) implements IndexChange {}

  /** The building of the index has come so far. */
  record Progress(long region, long index, IndexState state) implements IndexChange {}

  /** Nothing is left of the index. */
  record Wipe(long region, long index) implements IndexChange {}

  /**
   * How far an index is.
   *
   * @param complete whether every row has its entries
   * @param from the key at which the building goes on
   */
  record IndexState(boolean complete, Bytes from) {
    static final IndexState BEGINNING = new IndexState(false, Bytes.EMPTY);
    static final IndexState COMPLETE = new IndexState(true, Bytes.EMPTY);
  }
}
