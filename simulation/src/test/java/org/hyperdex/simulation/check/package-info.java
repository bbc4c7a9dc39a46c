@NullMarked
package org.hyperdex.simulation.check;

import org.jspecify.annotations.NullMarked;
