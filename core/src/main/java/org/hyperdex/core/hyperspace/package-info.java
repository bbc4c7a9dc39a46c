/**
 * Where objects are: coordinates, regions, and which regions a search must ask.
 *
 * <p>A subspace of d dimensions is the cube of side 2<sup>64</sup> with d sides. {@link
 * org.hyperdex.core.hyperspace.Coordinates} gives every value of a hashable type a coordinate, an
 * unsigned 64-bit number: of numbers in their order, of timestamps in a cyclic order that spreads
 * neighbouring units of time, of strings by hashing. {@link
 * org.hyperdex.core.hyperspace.Partitioning} says into how many slices each side is cut; the boxes
 * between the cuts are the regions, which {@link org.hyperdex.core.hyperspace.Layout} makes once,
 * when a space is created. {@link org.hyperdex.core.hyperspace.Placement} finds the one region of
 * an object, and {@link org.hyperdex.core.hyperspace.Pruning} the few regions that can hold what a
 * predicate asks for.
 *
 * <p>Coordinates decide where existing objects are looked for: to change how any of them is
 * computed is to lose data. This package may know values, schemas, predicates and the
 * configuration; it decides nothing about servers.
 */
@NullMarked
package org.hyperdex.core.hyperspace;

import org.jspecify.annotations.NullMarked;
