package org.hyperdex.storage.shard;

/**
 * How much one shard takes in. What is admitted below a bound in bytes is admitted whole, so one
 * message of any size always is.
 *
 * @param events it refuses requests, and other servers wait, while it holds as many events
 * @param waitingBytes other servers wait while the large ones of those have as many bytes
 * @param unanswered it refuses requests while as many that it let in have not been answered
 * @param unansweredBytes and while the large ones of those have as many bytes
 */
public record MailboxBounds(int events, long waitingBytes, int unanswered, long unansweredBytes) {
  private static final int EVENTS = 16_384;
  private static final int UNANSWERED = 32_768;

  /** What large messages may hold, as parts of the memory there is. */
  private static final int PART_OF_MEMORY = 16;

  public MailboxBounds {
    if (events < 1 || waitingBytes < 1 || unanswered < 1 || unansweredBytes < 1) {
      throw new IllegalArgumentException("bounds must be positive");
    }
  }

  /** The bounds of one of {@code shards} shards of a server with so much memory. */
  public static MailboxBounds of(long memoryBytes, int shards) {
    long bytes = Math.max(1, memoryBytes / PART_OF_MEMORY / shards);
    return new MailboxBounds(EVENTS, bytes, UNANSWERED, bytes);
  }
}
