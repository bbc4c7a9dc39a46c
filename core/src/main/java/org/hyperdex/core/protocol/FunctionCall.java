package org.hyperdex.core.protocol;

import org.hyperdex.core.data.Bytes;

/**
 * One function applied to one attribute by a write.
 *
 * @param attribute position in {@code Schema} numbering; never 0, keys do not change
 * @param function what to do
 * @param argument encoded as the function wants it; for {@link Function#SET} a value of the
 *     attribute's type
 */
public record FunctionCall(int attribute, Function function, Bytes argument) {
  /** What a write may do to an attribute. The order of the constants is on the wire. */
  public enum Function {
    /** Replace the value by the argument. */
    SET
  }
}
