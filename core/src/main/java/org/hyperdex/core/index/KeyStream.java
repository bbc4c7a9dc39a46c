package org.hyperdex.core.index;

import org.hyperdex.core.data.Bytes;

/** Finds keys, in steps of bounded work. */
interface KeyStream extends AutoCloseable {
  /** Looks a bit further; if it has found a key, that is {@link #key}. */
  Candidates.Step step();

  /** The key that was found last. */
  Bytes key();

  /**
   * Whether what led to the key is true of its row. An entry that is not, a fault of the index,
   * might lead to a row that another entry leads to as well, or in another order.
   */
  boolean isTrueOf(Bytes row);

  @Override
  void close();
}
