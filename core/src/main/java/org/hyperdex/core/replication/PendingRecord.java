package org.hyperdex.core.replication;

import org.hyperdex.core.protocol.ChainMessage.Propagate;

/**
 * A write that is applied here and not yet committed, as it is kept beside the row.
 *
 * @param propagate the message the write came in (at the head: the one it made), addressed to this
 *     region
 */
public record PendingRecord(Propagate propagate) {}
