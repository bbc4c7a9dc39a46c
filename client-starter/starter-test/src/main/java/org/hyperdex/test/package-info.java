/**
 * A whole cluster inside the JVM of a test, for applications that use HyperDex.
 *
 * <p>{@link org.hyperdex.test.EmbeddedHyperDex} on a test class gives its application context a
 * cluster and connects the application to it; {@link org.hyperdex.test.EmbeddedHyperDexCluster} is
 * the same without Spring. It is the real thing, coordinator and storage servers with ports and
 * disks, not a stub.
 */
@NullMarked
package org.hyperdex.test;

import org.jspecify.annotations.NullMarked;
