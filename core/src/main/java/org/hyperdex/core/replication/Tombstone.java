package org.hyperdex.core.replication;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Version;

/**
 * Remembers a removal, so that a write sent again from before it is known for a duplicate.
 *
 * @param key the object
 * @param version the write that removed it from the region
 * @param keyRegion the key region that issued the version: the tombstone goes when that region's
 *     Stable mark passes the version
 */
public record Tombstone(Bytes key, Version version, long keyRegion) {}
