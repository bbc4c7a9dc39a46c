package org.hyperdex.core.query;

import org.hyperdex.core.data.Bytes;

/**
 * One comparison of an attribute with a constant.
 *
 * @param attribute position in {@code Schema} numbering; 0 is the key
 * @param operator how to compare
 * @param argument the constant, encoded as a value of the attribute's type
 */
public record Check(int attribute, Operator operator, Bytes argument) {}
