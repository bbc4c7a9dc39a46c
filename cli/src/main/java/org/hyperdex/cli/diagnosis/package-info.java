/**
 * {@code hyperdex doctor}: what is wrong with a cluster, or why there is none, and what to do.
 *
 * <p>It looks at what any client can see: which ports answer, what a coordinator says of itself,
 * and the configuration. Each {@link org.hyperdex.cli.diagnosis.Finding} is one line.
 */
@NullMarked
package org.hyperdex.cli.diagnosis;

import org.jspecify.annotations.NullMarked;
