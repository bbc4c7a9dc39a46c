/**
 * A whole cluster in one thread under a simulated clock, network and disk, with the checkers that
 * judge it.
 */
@NullMarked
package org.hyperdex.simulation;

import org.jspecify.annotations.NullMarked;
