/**
 * Predicates and their evaluation against encoded rows.
 *
 * <p>A predicate is a conjunction of {@link org.hyperdex.core.query.Check}s. It is evaluated on the
 * bytes of a row; the encodings of {@code data} make that the comparison of values.
 */
@NullMarked
package org.hyperdex.core.query;

import org.jspecify.annotations.NullMarked;
