package org.hyperdex.transport.link;

/** A link's queue is full: the other side takes messages more slowly than they are sent. */
public final class LinkOverflowException extends RuntimeException {
  LinkOverflowException(int messages, long bytes) {
    // No stack trace: under overload this is thrown often.
    super(
        "the link's queue is full: " + messages + " messages, " + bytes + " bytes",
        null,
        false,
        false);
  }
}
