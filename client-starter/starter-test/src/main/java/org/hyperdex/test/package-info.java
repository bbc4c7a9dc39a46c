/** A whole cluster inside the JVM of a test, for applications that use HyperDex. */
@NullMarked
package org.hyperdex.test;

import org.jspecify.annotations.NullMarked;
