/**
 * {@code hyperdex up}: a whole cluster on this machine, for trying it out.
 *
 * <p>A {@link org.hyperdex.cli.local.ClusterLayout} says which processes there are, with which
 * ports and folders; {@link org.hyperdex.cli.local.LocalCluster} starts them as children, waits
 * until they are ready, and stops them: gateway first, then storage servers, then coordinators.
 * Children end when this process does, however it ends ({@link
 * org.hyperdex.cli.process.ServiceMain}).
 */
@NullMarked
package org.hyperdex.cli.local;

import org.jspecify.annotations.NullMarked;
