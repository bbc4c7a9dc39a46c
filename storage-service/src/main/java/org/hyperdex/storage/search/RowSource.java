package org.hyperdex.storage.search;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.protocol.Version;

/** Where a search takes its rows from, in steps of bounded work. For one thread at a time. */
interface RowSource extends AutoCloseable {
  /** Looks a bit further; a {@link PlanRun.Step#MATCH} is to be told. */
  PlanRun.Step step();

  /** The key of the row of the last step. */
  Bytes key();

  /** Its version. */
  Version version();

  /** What is wanted of it. */
  Bytes row();

  /** How many rows have been read so far. */
  long rowsRead();

  @Override
  void close();
}
