/** Proofs about {@code org.hyperdex.coordinator.directory}. */
@NullMarked
package org.hyperdex.coordinator.directory;

import org.jspecify.annotations.NullMarked;
