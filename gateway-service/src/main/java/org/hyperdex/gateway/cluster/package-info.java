/** The cluster: configuration, servers, read-only mode, stability. */
@NullMarked
package org.hyperdex.gateway.cluster;

import org.jspecify.annotations.NullMarked;
