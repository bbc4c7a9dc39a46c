package org.hyperdex.core.replication;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;

/** One change to storage; all changes of a turn are one atomic batch, in order. */
public sealed interface StoreChange {
  /** The region whose records change. */
  long region();

  /** Puts the row in place. */
  record PutRow(long region, Bytes key, StoredRow row) implements StoreChange {}

  /** Removes the row. */
  record RemoveRow(long region, Bytes key) implements StoreChange {}

  /** Remembers a write as applied and not committed. */
  record PutPending(long region, PendingRecord record) implements StoreChange {}

  /** Forgets a pending write: it has committed. */
  record RemovePending(long region, Bytes key, Version version) implements StoreChange {}

  /** Remembers how an operation ended. */
  record PutOutcome(long region, OutcomeRecord record) implements StoreChange {}

  /** Forgets how an operation ended: its client has seen it. */
  record RemoveOutcome(long region, OperationId operation) implements StoreChange {}

  /** Remembers that the object was removed, and by which version. */
  record PutTombstone(long region, Tombstone tombstone) implements StoreChange {}

  /** Forgets a removal: no message can bring the object back any more. */
  record RemoveTombstone(long region, Bytes key) implements StoreChange {}
}
