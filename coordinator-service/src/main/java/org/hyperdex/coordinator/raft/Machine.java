package org.hyperdex.coordinator.raft;

/**
 * What the log's entries are applied to.
 *
 * <p>Deterministic: equal entries in equal order lead to equal states, replies and snapshots on
 * every node. All methods are called on one thread at a time and must not block.
 */
public interface Machine {
  /**
   * Applies a committed entry.
   *
   * @param index its position in the log
   * @param term the term of the leader that wrote it
   * @return the reply to whoever wrote it
   */
  byte[] apply(long index, long term, byte[] entry);

  /** The whole state. */
  byte[] snapshot();

  /** Replaces the whole state by one that {@link #snapshot()} gave, here or on another node. */
  void restore(byte[] snapshot);

  /** The node leads and has applied everything that was committed before. */
  void leading();

  /** The node leads no longer. May come several times. */
  void following();

  /** The leader said that the node is not a member any more; the node has stopped its work. */
  void removed();

  /** The log cannot be written any more: the node must end. */
  void failed(Throwable cause);
}
