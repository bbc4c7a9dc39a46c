package org.hyperdex.transport.control;

/** Something that goes on until it is closed. */
public interface Subscription extends AutoCloseable {
  /** Ends it; the listener hears nothing more once a call that is being made now has returned. */
  @Override
  void close();
}
