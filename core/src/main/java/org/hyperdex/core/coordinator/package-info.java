/**
 * What the coordinator decides: which servers there are, which spaces, and who keeps which region.
 *
 * <p>A {@link org.hyperdex.core.coordinator.Command} is what somebody asks for. {@link
 * org.hyperdex.core.coordinator.Coordinator#decide} judges it against a {@link
 * org.hyperdex.core.coordinator.CoordinatorState} and returns a {@link
 * org.hyperdex.core.coordinator.Decision}: events and a response. It changes nothing. {@link
 * org.hyperdex.core.coordinator.Evolution#evolve} turns a state and an event into the next state;
 * it is the only thing that does, live and in replay alike. Both are functions: the same state and
 * the same command give the same events on every coordinator node.
 *
 * <p>Duties of the shell:
 *
 * <ol>
 *   <li>Put everything that is not a function of the state into the command before it enters the
 *       log: the cluster's id, addresses, a process's start.
 *   <li>For each command of the log, in order: decide, evolve through all events of the decision,
 *       then answer. A decision is applied wholly or not at all; states between its events are
 *       nobody's business.
 *   <li>When {@link org.hyperdex.core.coordinator.CoordinatorState#version} has risen, publish
 *       {@link org.hyperdex.core.coordinator.CoordinatorState#configuration}.
 *   <li>Keep every part of the state in a snapshot, the recorded responses too: without them a
 *       resent command would be carried out twice.
 *   <li>Watch the heartbeats of every server that is available, and say {@code ServerLost} when
 *       they have ended; time is no business of this package.
 * </ol>
 *
 * <p>This package may know the cluster, schemas and hyperspace. It must not know the log, the wire
 * or the clock.
 */
@NullMarked
package org.hyperdex.core.coordinator;

import org.jspecify.annotations.NullMarked;
