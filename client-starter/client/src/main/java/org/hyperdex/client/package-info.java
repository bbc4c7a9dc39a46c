/**
 * The client of HyperDex for Java programs: what an application, the gateway and the command line
 * use.
 *
 * <p>{@link org.hyperdex.client.HyperDexClient} is the door. One client serves a whole process: it
 * holds one multiplexed connection per storage server, follows the cluster's configurations and
 * keeps any number of threads' operations in flight. Operations name spaces and attributes; the
 * client binds the names to the space's schema, finds the servers, retries within the caller's
 * deadline under one operation id, and reports how it ended: an {@link
 * org.hyperdex.core.protocol.Outcome} if the cluster answered, else a {@link
 * org.hyperdex.client.HyperDexException} with a stable {@link org.hyperdex.client.ErrorCode}.
 *
 * <p>This package is the contract: interfaces, records and exceptions. What carries it out lives in
 * {@code engine}; text forms of values and conditions live in {@code json}. It may know core and
 * transport, and nothing of Spring.
 */
@NullMarked
package org.hyperdex.client;

import org.jspecify.annotations.NullMarked;
