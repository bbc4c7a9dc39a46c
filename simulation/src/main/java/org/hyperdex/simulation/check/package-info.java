/**
 * Judges of what clients saw.
 *
 * <p>A {@link org.hyperdex.simulation.check.History} is what clients asked and were told, with the
 * order in which it happened. {@link org.hyperdex.simulation.check.Linearizability} decides whether
 * some order of the operations on one object explains all of it; {@link
 * org.hyperdex.simulation.check.SearchCheck} and {@link
 * org.hyperdex.simulation.check.ExactlyOnceCheck} look for what is easier to tell apart.
 *
 * <p>The judges know the meaning of operations, and nothing of servers, chains or versions' origin:
 * an oracle that shared code with what it judges would share its mistakes.
 */
@NullMarked
package org.hyperdex.simulation.check;

import org.jspecify.annotations.NullMarked;
