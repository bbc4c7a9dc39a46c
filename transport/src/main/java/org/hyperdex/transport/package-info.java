/**
 * Messages on the wire: codecs and batched streams between processes, the only code that knows
 * gRPC.
 *
 * <ul>
 *   <li>{@code wire}: the bytes of messages and frames; pure code.
 *   <li>{@code link}: the data path, one ordered stream of frames per pair of processes.
 *   <li>{@code control}: rare calls to the coordinators, and the stream of configurations.
 * </ul>
 */
@NullMarked
package org.hyperdex.transport;

import org.jspecify.annotations.NullMarked;
