package org.hyperdex.core.query;

import org.hyperdex.core.data.Bytes;

/**
 * A place in an {@link Ordering}: at the object with that value and key, whether or not there is
 * one.
 *
 * @param value of the attribute that is ordered by, encoded; empty if that is the key
 * @param key encoded
 */
public record Position(Bytes value, Bytes key) {}
