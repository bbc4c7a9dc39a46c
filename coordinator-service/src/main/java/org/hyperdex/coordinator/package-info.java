/**
 * The process around the coordinator: the replicated log, publication of configurations,
 * administration.
 */
@NullMarked
package org.hyperdex.coordinator;

import org.jspecify.annotations.NullMarked;
