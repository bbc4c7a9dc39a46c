/** Proofs about {@code org.hyperdex.coordinator.control}. */
@NullMarked
package org.hyperdex.coordinator.control;

import org.jspecify.annotations.NullMarked;
