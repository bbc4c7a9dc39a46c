/**
 * Secondary indices: what entries an object has, and how a search of one region uses them.
 *
 * <p>{@link org.hyperdex.core.index.IndexEntries} says which entries a row has in an index; whoever
 * stores rows keeps exactly these, in the same atomic batch as the row. An entry is one string of
 * bytes, the value and behind it the object's key, so that entries lie in the order of values, and
 * those of one value in the order of keys ({@link org.hyperdex.core.index.EntryForm}).
 *
 * <p>{@link org.hyperdex.core.index.Planner} chooses a {@link org.hyperdex.core.index.Plan} for a
 * predicate by what {@link org.hyperdex.core.index.Statistics} say, and {@link
 * org.hyperdex.core.index.PlanRun} carries it out on a {@link org.hyperdex.core.index.RegionView}.
 * An index only says where to look: every row is read from the same view and tested against the
 * whole predicate. So a plan may be slow, and never wrong.
 *
 * <p>Nothing in here knows of storage, of threads or of the network.
 */
@NullMarked
package org.hyperdex.core.index;

import org.jspecify.annotations.NullMarked;
