/**
 * What runs inside the JVM of every service: the reaction to signals and to the end of a parent.
 *
 * <p>It is packaged alone and put behind the service on the class path, so it uses nothing but the
 * JDK.
 */
@NullMarked
package org.hyperdex.cli.process;

import org.jspecify.annotations.NullMarked;
