/**
 * Messages on the wire: codecs and batched streams between processes, the only code that knows
 * gRPC.
 */
@NullMarked
package org.hyperdex.transport;

import org.jspecify.annotations.NullMarked;
