/**
 * What a coordinator node does for others: the calls of {@code CoordinatorControl}, the publication
 * of configurations, and the leader's watch over storage servers.
 *
 * <p>Any node takes any call. What only the leader can do is handed to it, again and again until
 * the caller's deadline, so that a change of leaders is not the caller's business; commands carry
 * their client and sequence, which makes that safe.
 *
 * <p>What is known from heartbeats lives in the leader's memory only and is gathered anew by the
 * next leader.
 */
@NullMarked
package org.hyperdex.coordinator.control;

import org.jspecify.annotations.NullMarked;
