package org.hyperdex.transport.link;

/**
 * Bounds of links and the number of threads that serve them.
 *
 * @param threads network threads; each serves its share of the links
 * @param queueBytes a link's queue is full when it holds as many bytes
 * @param queueMessages a link's queue is full when it holds as many messages
 * @param frameBytes a frame that has reached this size is not filled any further
 */
public record LinkOptions(int threads, long queueBytes, int queueMessages, int frameBytes) {
  /** A frame is due at this size at the latest. */
  public static final int MAXIMUM_FRAME_BYTES = 512 * 1024;

  /** One thread, 64 MiB or 256 Ki messages per link, frames of 128 KiB. */
  public static final LinkOptions DEFAULT =
      new LinkOptions(1, 64L * 1024 * 1024, 256 * 1024, 128 * 1024);

  public LinkOptions {
    if (threads < 1 || queueBytes < 1 || queueMessages < 1 || frameBytes < 1) {
      throw new IllegalArgumentException("bounds must be positive");
    }
    if (frameBytes > MAXIMUM_FRAME_BYTES) {
      throw new IllegalArgumentException("frames of more than " + MAXIMUM_FRAME_BYTES + " bytes");
    }
  }

  /** These options with another bound of each link's queue. */
  public LinkOptions withQueue(long bytes, int messages) {
    return new LinkOptions(threads, bytes, messages, frameBytes);
  }

  /** These options with another number of network threads. */
  public LinkOptions withThreads(int newThreads) {
    return new LinkOptions(newThreads, queueBytes, queueMessages, frameBytes);
  }
}
