/**
 * Searches and counts, outside the shards' turns.
 *
 * <p>A shard starts a search in one of its turns: with a snapshot, and with the keys whose writes
 * were pending then. From there on the search is a {@link
 * org.hyperdex.storage.search.RunningSearch}: it looks through the snapshot by a plan that may use
 * the indices which are complete in it, streams what matches in batches, waits for the pending
 * writes, streams what came of those, and says that it is done.
 *
 * <p>A search never holds a thread while it waits. It runs in slices on the few threads of {@link
 * org.hyperdex.storage.search.Searches}, and stops between two slices when the client has given no
 * credit, when its link is full, or when writes are awaited; credit, room and commits wake it.
 * Whatever ends it (its end, the client, the link, too long an idle time, the server's leaving)
 * frees its snapshot at once.
 */
@NullMarked
package org.hyperdex.storage.search;

import org.jspecify.annotations.NullMarked;
