/** Proofs about {@code org.hyperdex.coordinator.state}. */
@NullMarked
package org.hyperdex.coordinator.state;

import org.jspecify.annotations.NullMarked;
