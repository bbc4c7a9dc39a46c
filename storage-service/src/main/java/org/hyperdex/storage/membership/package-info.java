/**
 * What this server has to do with its cluster: announcing itself, following configurations,
 * heartbeats, leaving.
 *
 * <p>{@link org.hyperdex.storage.membership.ConfigurationSource} is all the server knows of the
 * coordinators; {@link org.hyperdex.storage.membership.CoordinatorSource} is the real one.
 */
@NullMarked
package org.hyperdex.storage.membership;

import org.jspecify.annotations.NullMarked;
