/** Clusters of real processes and containers, and the real failures they must survive. */
@NullMarked
package org.hyperdex.systemtests;

import org.jspecify.annotations.NullMarked;
