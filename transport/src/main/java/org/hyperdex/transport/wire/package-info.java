/**
 * The bytes of messages: what a frame of the data path looks like.
 *
 * <p>A stream's first frame is a {@link org.hyperdex.transport.wire.Hello} one way and a welcome
 * the other; all others carry any number of messages of {@code core.protocol}. The form is
 * hand-written and compact: a tag byte per message, then its components in the order of
 * declaration; small numbers as varints, random ones as 8 bytes, strings of bytes with their length
 * in front. {@link org.hyperdex.transport.wire.Hello#PROTOCOL_VERSION} counts its changes.
 *
 * <p>Reading trusts nothing: every length is checked against what is left before anything is
 * allocated, and what does not fit is a {@link org.hyperdex.transport.wire.WireException}, never
 * another exception.
 *
 * <p>Pure code: no threads, no sockets.
 */
@NullMarked
package org.hyperdex.transport.wire;

import org.jspecify.annotations.NullMarked;
