/**
 * Predicates, their evaluation against encoded rows, and what they say about where matches lie.
 *
 * <p>A {@link org.hyperdex.core.query.Predicate} is a disjunction of conjunctions of {@link
 * org.hyperdex.core.query.Check}s; {@link org.hyperdex.core.query.PredicateChecker} says whether it
 * makes sense for a schema. Bound to the schema it is an {@link
 * org.hyperdex.core.query.Evaluation}, which decides on the bytes of a row: the encodings of {@code
 * data} make that the comparison of values. {@link org.hyperdex.core.query.Bounds} turns a
 * conjunction into ranges of encoded values, one set for each attribute or path: from them come the
 * regions to ask, the keys to scan and the indices to use.
 */
@NullMarked
package org.hyperdex.core.query;

import org.jspecify.annotations.NullMarked;
