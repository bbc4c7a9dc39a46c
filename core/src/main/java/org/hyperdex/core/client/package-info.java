/**
 * One client's part of the protocol: where requests go, when they are sent again, what a search has
 * delivered.
 *
 * <p>{@link org.hyperdex.core.client.Router} finds regions and servers in a configuration. {@link
 * org.hyperdex.core.client.RetryMachine} decides for one request what its answers, refusals, broken
 * links and new configurations mean, and what may be said of its effect if it fails. {@link
 * org.hyperdex.core.client.SequenceWindow} numbers a session's writes and knows which have ended.
 * {@link org.hyperdex.core.client.SearchMerge} makes one result of many regions' streams, and
 * {@link org.hyperdex.core.client.LookBack} knows since when those must tell what has moved.
 *
 * <p>All are plain state without locks; whoever shares an instance between threads guards it.
 * Nothing here knows clocks (time is an argument), links or futures.
 */
@NullMarked
package org.hyperdex.core.client;

import org.jspecify.annotations.NullMarked;
