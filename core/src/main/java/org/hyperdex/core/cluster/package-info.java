/**
 * The configuration of a cluster: servers, spaces, subspaces, regions, chains and epochs.
 *
 * <p>A {@link org.hyperdex.core.cluster.Configuration} is immutable and numbered; the coordinator
 * publishes it, everybody else follows. It is the only thing servers and clients know of the
 * cluster. A region's <em>epoch</em> rises whenever its chain, or the incarnation of a server in
 * it, changes.
 *
 * <p>This package may know schemas and hyperspace; it decides nothing.
 */
@NullMarked
package org.hyperdex.core.cluster;

import org.jspecify.annotations.NullMarked;
