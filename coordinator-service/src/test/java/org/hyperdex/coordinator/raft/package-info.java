/** Proofs about {@code org.hyperdex.coordinator.raft}. */
@NullMarked
package org.hyperdex.coordinator.raft;

import org.jspecify.annotations.NullMarked;
