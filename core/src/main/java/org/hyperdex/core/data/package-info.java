/**
 * What a value is: attribute types, values, their bytes, and the binary row.
 *
 * <p>A value has exactly one encoding. Scalars (int, float, timestamp, string) are encoded so that
 * unsigned bytewise comparison of two encodings is the comparison of the two values: a predicate,
 * an index and the storage engine all compare bytes and never decode. Containers concatenate their
 * elements; documents have a binary form of their own. A {@link org.hyperdex.core.data.Row} is all
 * of an object's secondary attributes, addressable one by one without decoding the rest, and
 * travels from the socket to the disk unchanged.
 *
 * <p>This package knows nothing of spaces, regions or servers.
 */
@NullMarked
package org.hyperdex.core.data;

import org.jspecify.annotations.NullMarked;
