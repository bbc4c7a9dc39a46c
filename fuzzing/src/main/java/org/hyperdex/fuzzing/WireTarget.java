package org.hyperdex.fuzzing;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.transport.wire.FrameCodec;
import org.hyperdex.transport.wire.MessageCodec;
import org.hyperdex.transport.wire.WireException;
import org.hyperdex.transport.wire.WireReader;
import org.hyperdex.transport.wire.WireWriter;

/** A frame from the network: the one that opens a stream, or one of messages. */
final class WireTarget implements FuzzTarget {
  @Override
  public String name() {
    return "wire";
  }

  @Override
  public void accept(byte[] input) {
    try {
      FrameCodec.decodeHello(input, 0, input.length);
    } catch (WireException _) {
      // Refused; it may be a frame of messages.
    }
    try {
      FrameCodec.decode(input, 0, input.length, WireTarget::again);
    } catch (WireException _) {
      // Refused.
    }
  }

  /** What was read is written in one way, whatever way it was written in before. */
  private static void again(Message message) {
    byte[] bytes = bytes(message);
    Message read = MessageCodec.decode(new WireReader(bytes, 0, bytes.length));
    RoundTrip.check("a message", Bytes.wrap(bytes), Bytes.wrap(bytes(read)));
  }

  private static byte[] bytes(Message message) {
    WireWriter out = new WireWriter(64);
    MessageCodec.encode(message, out);
    return out.toByteArray();
  }
}
