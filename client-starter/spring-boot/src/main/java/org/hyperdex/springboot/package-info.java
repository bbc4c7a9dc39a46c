/**
 * HyperDex in an application of Spring Boot.
 *
 * <p>{@code autoconfigure} wires client, template and repositories and decides nothing else; {@code
 * health} says whether the cluster answers. Every bean gives way to one of the application's own.
 */
@NullMarked
package org.hyperdex.springboot;

import org.jspecify.annotations.NullMarked;
