package org.hyperdex.transport.link;

/** The half of a gRPC call that a link writes to: the same for both sides. */
interface StreamCall {
  /** Whether a frame may be written now; the end of false is told by {@link StreamLink#onReady}. */
  boolean isReady();

  /** Writes a frame; its array is free again when this returns. */
  void write(Frame frame);

  /** Asks for one more frame. */
  void requestFrame();

  /** Ends the stream in order, after what has been written. */
  void finish();

  /** Ends the stream at once; the other side is told the reason, if it can be told anything. */
  void abort(CloseReason reason);
}
