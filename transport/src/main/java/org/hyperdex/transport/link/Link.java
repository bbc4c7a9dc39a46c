package org.hyperdex.transport.link;

import org.hyperdex.core.protocol.Message;
import org.hyperdex.transport.wire.Hello;

/**
 * An ordered, bidirectional stream of messages to another process.
 *
 * <p>Messages of one thread arrive in the order in which it sent them, each at most once, and
 * without gaps up to the moment the link closes. All methods may be called by any thread, and none
 * blocks.
 */
public interface Link {
  /** Unique among the links of the same {@link LinkServer} or {@link LinkConnector}; from 1. */
  long id();

  /** The hello that opened the link: on both sides that of the connecting process. */
  Hello hello();

  /**
   * Queues {@code message} and wakes the network thread to send it.
   *
   * @return false if the link is closed or closing; nothing was queued then
   * @throws LinkOverflowException if the queue is full; nothing was queued then. Messages can be
   *     lost on a link only by ignoring this, so whoever cannot do without the message closes the
   *     link.
   * @throws IllegalArgumentException if the message is longer than {@code
   *     FrameCodec.MAXIMUM_MESSAGE_BYTES}
   */
  boolean send(Message message);

  /**
   * Queues {@code message} like {@link #send}, to be sent with the next {@link #flush} at the
   * latest.
   */
  boolean enqueue(Message message);

  /** Wakes the network thread to send what has been queued, if anything has. */
  void flush();

  /**
   * Stops receiving after the frame that is being delivered now. What the other side sends then
   * fills the stream's window first and its queue afterwards. The end of a paused link may be
   * noticed only after it is resumed.
   */
  void pauseReceiving();

  /** Goes on after {@link #pauseReceiving}. */
  void resumeReceiving();

  /**
   * Closes the link in order: what is queued is still sent, within a short time; nothing more is
   * received. {@link LinkListener#closed} follows.
   */
  void close();

  /** What has gone through the link so far. */
  LinkCounts counts();
}
