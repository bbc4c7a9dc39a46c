/**
 * From the names and values of operations and conditions to a schema's positions and bytes.
 *
 * <p>What {@code engine} binds before it sends, and by what {@code json} finds the type of what it
 * reads. Not for applications. It may know core and the contract in {@code org.hyperdex.client}.
 */
@NullMarked
package org.hyperdex.client.binding;

import org.jspecify.annotations.NullMarked;
