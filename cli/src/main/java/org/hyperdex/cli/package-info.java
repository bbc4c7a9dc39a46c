/**
 * The commands behind {@code bin/hyperdex}.
 *
 * <p>This package holds what all commands share: the entry, the options for reaching a cluster, how
 * results and failures are written. Commands that look after a cluster are in {@code admin}, those
 * for objects in {@code data}, {@code doctor} in {@code diagnosis}; {@code launch} says how
 * services are started, {@code local} runs a whole cluster as child processes, and {@code process}
 * is the little of this module that runs inside a service's own JVM.
 *
 * <p>Every command ends with exit code 0 only if it did what it was asked, and says in one line on
 * standard error why not and what to do. Standard output carries results and nothing else. Commands
 * know the client library and the space description language, never the services.
 */
@NullMarked
package org.hyperdex.cli;

import org.jspecify.annotations.NullMarked;
