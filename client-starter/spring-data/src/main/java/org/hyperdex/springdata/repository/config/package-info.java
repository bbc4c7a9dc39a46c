/**
 * What {@code @EnableHyperDexRepositories} does: finds the interfaces and registers their
 * factories.
 */
@NullMarked
package org.hyperdex.springdata.repository.config;

import org.jspecify.annotations.NullMarked;
