/**
 * The messages processes exchange on the data path, one sealed interface per family.
 *
 * <p>{@link org.hyperdex.core.protocol.ClientRequest} and {@link
 * org.hyperdex.core.protocol.ServerResponse} run between a client and a storage server; {@link
 * org.hyperdex.core.protocol.ChainMessage} between storage servers. Messages are data: they know
 * how they look, not how they travel ({@code transport}) nor what they cause ({@code replication},
 * {@code client}). Keys and rows are encoded bytes, opaque from socket to disk.
 */
@NullMarked
package org.hyperdex.core.protocol;

import org.jspecify.annotations.NullMarked;
