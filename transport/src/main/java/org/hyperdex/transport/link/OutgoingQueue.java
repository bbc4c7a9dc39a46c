package org.hyperdex.transport.link;

import java.util.ArrayDeque;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.transport.wire.FrameCodec;
import org.hyperdex.transport.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent on a link, encoded already: full frames, and the one that is being filled.
 *
 * <p>Encoding when a message is queued makes the bound exact, spreads the work over the senders,
 * and leaves the network thread nothing but to hand over arrays. The lock is held for one message's
 * copy.
 */
final class OutgoingQueue {
  /** Larger arrays are left to the garbage collector when they have been sent. */
  private static final int LARGEST_REUSED_CAPACITY = 1024 * 1024;

  private static final int INITIAL_CAPACITY = 8 * 1024;

  /** How many arrays are kept for the next frames. */
  private static final int MAXIMUM_FREE = 2;

  /** A frame and the number of messages in it. */
  static final class Batch {
    final WireWriter out = new WireWriter(INITIAL_CAPACITY);
    int messages;
  }

  private final long maximumBytes;
  private final int maximumMessages;
  private final int frameBytes;

  private final ArrayDeque<Batch> full = new ArrayDeque<>();
  private final ArrayDeque<Batch> free = new ArrayDeque<>();
  private @Nullable Batch filling;
  private long bytes;
  private int messages;
  private boolean closed;

  OutgoingQueue(LinkOptions options) {
    this.maximumBytes = options.queueBytes();
    this.maximumMessages = options.queueMessages();
    this.frameBytes = options.frameBytes();
  }

  /** What {@link #append} did. */
  enum Appended {
    /** The queue takes no more messages. */
    CLOSED,
    /** The message is in the frame that is being filled. */
    QUEUED,
    /** The message has made its frame full. */
    FRAME_FULL
  }

  /** Encodes {@code message} behind all others; throws {@link LinkOverflowException} if full. */
  synchronized Appended append(Message message) {
    if (closed) {
      return Appended.CLOSED;
    }
    if (bytes >= maximumBytes || messages >= maximumMessages) {
      throw new LinkOverflowException(messages, bytes);
    }
    Batch batch = filling;
    if (batch == null) {
      Batch reused = free.poll();
      batch = reused != null ? reused : new Batch();
      FrameCodec.begin(batch.out);
      filling = batch;
    }
    bytes += FrameCodec.append(message, batch.out);
    batch.messages++;
    messages++;
    if (batch.out.size() < frameBytes) {
      return Appended.QUEUED;
    }
    full.add(batch);
    filling = null;
    return Appended.FRAME_FULL;
  }

  /** Takes the oldest frame; null if no message waits. To be given back by {@link #recycle}. */
  synchronized @Nullable Batch take() {
    Batch batch = full.poll();
    if (batch == null && filling != null && filling.messages > 0) {
      batch = filling;
      filling = null;
    }
    if (batch != null) {
      // The kind byte of the frame was not counted.
      bytes -= batch.out.size() - 1;
      messages -= batch.messages;
    }
    return batch;
  }

  /** Takes back a frame whose bytes nobody uses any more. */
  synchronized void recycle(Batch batch) {
    if (free.size() < MAXIMUM_FREE && batch.out.capacity() <= LARGEST_REUSED_CAPACITY) {
      batch.out.truncate(0);
      batch.messages = 0;
      free.add(batch);
    }
  }

  synchronized boolean isEmpty() {
    return messages == 0;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Takes no more messages; what is queued stays. */
  synchronized void close() {
    closed = true;
  }

  /** Takes no more messages and forgets what is queued. */
  synchronized void discard() {
    closed = true;
    full.clear();
    free.clear();
    filling = null;
    bytes = 0;
    messages = 0;
  }
}
