/** What the simulator must be: repeatable, and able to see what is wrong. */
@NullMarked
package org.hyperdex.simulation;

import org.jspecify.annotations.NullMarked;
