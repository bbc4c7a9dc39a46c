package org.hyperdex.core.client;

/** How many bytes several holders may have together. */
public interface ByteBudget {
  /** Of those who need none. */
  ByteBudget UNLIMITED = new UnlimitedBytes();

  /** Takes {@code bytes} if they are there, and else nothing; whether they were. */
  boolean take(long bytes);

  /** Gives back what was taken. */
  void give(long bytes);

  /** How much there is in all. */
  long maxBytes();
}
