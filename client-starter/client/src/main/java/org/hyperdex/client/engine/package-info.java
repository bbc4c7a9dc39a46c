/**
 * What carries out the client's contract: connections, operations in flight, retries, searches.
 *
 * <p>The decisions are taken in {@code org.hyperdex.core.client}, without threads or clocks; here
 * are the threads, the clock and the connections. Nothing in this package is for applications but
 * {@link org.hyperdex.client.engine.Engine}, which the contract's entry points call.
 */
@NullMarked
package org.hyperdex.client.engine;

import org.jspecify.annotations.NullMarked;
