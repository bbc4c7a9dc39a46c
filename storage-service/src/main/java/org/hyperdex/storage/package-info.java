/**
 * A storage server: the process around the replicas.
 *
 * <p>{@link org.hyperdex.storage.StorageServer} is the whole server, usable in any process; {@link
 * org.hyperdex.storage.StorageApplication} makes a process of it, with health and metrics. The
 * packages below are its parts, each knowing only those named after it: {@code membership}; {@code
 * peers}, which knows {@code search} and {@code shard}; {@code search} and {@code shard}, which
 * know {@code rows}.
 *
 * <p>Everything that decides about the protocol is in the core ({@code
 * org.hyperdex.core.replication}). Here are the threads, the disk and the sockets, and no
 * decisions.
 */
@NullMarked
package org.hyperdex.storage;

import org.jspecify.annotations.NullMarked;
