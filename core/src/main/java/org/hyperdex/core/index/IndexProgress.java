package org.hyperdex.core.index;

/**
 * How far the building of an index is, in one copy of one region.
 *
 * @param region which region
 * @param index the index's id
 * @param rowsDone how many rows have their entries
 * @param rowsTotal how many rows there are, about
 */
public record IndexProgress(long region, long index, long rowsDone, long rowsTotal) {}
