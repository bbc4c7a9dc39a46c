/**
 * Rows on disk: everything a storage server keeps, in one RocksDB under one data directory.
 *
 * <p>A data directory belongs to one server for ever ({@link org.hyperdex.storage.rows.Identity}),
 * has one format ({@link org.hyperdex.storage.rows.FormatVersion}) and is used by one process at a
 * time. {@link org.hyperdex.storage.rows.DataDirectory} sees to all three before the engine is
 * opened.
 *
 * <p>{@link org.hyperdex.storage.rows.RocksStore} holds the engine: one column family each for
 * rows, pending writes, outcomes of operations and entries of indices, every key beginning with the
 * region it belongs to, so that a region is one range of each. Each shard works through a {@link
 * org.hyperdex.storage.rows.ShardRows} of its own, which reads and writes through buffers that are
 * reused; one turn is one write batch. Searches look through a {@link
 * org.hyperdex.storage.rows.RowsSnapshot}, outside the turns.
 *
 * <p>Each shard's {@link org.hyperdex.storage.rows.ShardIndices} adds to the batch of a turn what
 * changes in the indices, builds new ones in slices between the turns, and hands every snapshot the
 * list of those that are complete.
 *
 * <p>Every native handle is owned by exactly one object here and closed by it; the store counts the
 * snapshots and scans that are open and complains when it is closed over one.
 *
 * <p>An I/O error is a {@link org.hyperdex.storage.rows.StorageFailure}. It is never retried: a
 * server that cannot write must leave, not guess.
 */
@NullMarked
package org.hyperdex.storage.rows;

import org.jspecify.annotations.NullMarked;
