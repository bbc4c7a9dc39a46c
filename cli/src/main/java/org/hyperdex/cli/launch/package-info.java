/**
 * How the services are started: their flags, checked and turned into the command line of a JVM.
 *
 * <p>{@link org.hyperdex.cli.launch.Installation} knows where programs and their JVM flags are. A
 * command of this package starts nothing: it hands the finished command line back to {@code
 * bin/hyperdex}, which becomes that process, so that signals and the exit code are the service's
 * own. {@code hyperdex up} starts the same command lines as children.
 */
@NullMarked
package org.hyperdex.cli.launch;

import org.jspecify.annotations.NullMarked;
