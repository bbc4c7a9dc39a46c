package org.hyperdex.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs the test's application context with a cluster of its own.
 *
 * <p>The cluster listens on free ports of the loopback interface, keeps its rows in a temporary
 * directory, and lives as long as the context: tests that share the context share the cluster and
 * its objects. The context's {@code HyperDexConnectionDetails} lead to it, whatever {@code
 * hyperdex.coordinators} says; the {@link EmbeddedHyperDexCluster} is a bean as well.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EmbeddedHyperDex {
  /** How many storage servers; at least one more than the failures the spaces tolerate. */
  int servers() default 1;

  /** The spaces to make before the context is refreshed, in the space description language. */
  String[] spaces() default {};
}
