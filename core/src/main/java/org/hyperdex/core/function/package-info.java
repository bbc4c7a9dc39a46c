/**
 * What a write may do to an attribute: the atomic functions.
 *
 * <p>A write is a list of {@link org.hyperdex.core.function.FunctionCall}s, applied in their order
 * to one object, all or nothing. {@link org.hyperdex.core.function.Function} names them; {@link
 * org.hyperdex.core.function.Signatures} says which of them apply to which types and what they take
 * as an argument; {@link org.hyperdex.core.function.Arguments} makes the argument's bytes from a
 * value; {@link org.hyperdex.core.function.CallChecker} says what is wrong with a call before it is
 * tried; {@link org.hyperdex.core.function.Functions} applies calls to a row.
 *
 * <p>Values stay encoded. Numbers, strings and containers are changed in their bytes; of a document
 * the tree is rebuilt along the path. What a function cannot do is a {@link
 * org.hyperdex.core.function.FunctionFailure} with a reason. This package knows values and schemas,
 * not objects, versions or servers.
 */
@NullMarked
package org.hyperdex.core.function;

import org.jspecify.annotations.NullMarked;
