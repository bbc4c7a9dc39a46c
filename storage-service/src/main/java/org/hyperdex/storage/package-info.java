/** The process around the replicas: rows on disk, shard threads, searches. */
@NullMarked
package org.hyperdex.storage;

import org.jspecify.annotations.NullMarked;
