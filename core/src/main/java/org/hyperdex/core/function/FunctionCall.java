package org.hyperdex.core.function;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;

/**
 * One function applied to one attribute by a write.
 *
 * @param attribute position in {@code Schema} numbering; never 0, keys do not change
 * @param path where in a document; the root for attributes of other types
 * @param function what to do
 * @param argument encoded as a value of the type that {@link Signatures} gives
 */
public record FunctionCall(int attribute, DocumentPath path, Function function, Bytes argument) {
  /** A call on a whole attribute. */
  public FunctionCall(int attribute, Function function, Bytes argument) {
    this(attribute, DocumentPath.ROOT, function, argument);
  }
}
