/**
 * Repositories: interfaces whose methods become operations of the template.
 *
 * <p>Queries are derived from the names of methods if HyperDex can answer them: equality and
 * ranges, joined by {@code And}. Everything else is refused when the repository is made.
 */
@NullMarked
package org.hyperdex.springdata.repository;

import org.jspecify.annotations.NullMarked;
