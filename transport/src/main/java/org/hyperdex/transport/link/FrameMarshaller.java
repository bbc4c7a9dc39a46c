package org.hyperdex.transport.link;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Writes and reads the protobuf message {@code Frame{bytes payload = 1;}} without protobuf: the
 * payload goes from the link's own array into the network's buffers, and back, with one copy each.
 */
final class FrameMarshaller implements MethodDescriptor.Marshaller<Frame> {
  /** Field 1, length-delimited. */
  private static final int PAYLOAD_TAG = 0x0A;

  /** A frame that no codec accepts. */
  private static final Frame MALFORMED = Frame.of(new byte[0]);

  @Override
  public InputStream stream(Frame frame) {
    return new FrameStream(frame);
  }

  /** A message of another form becomes an empty frame, which the link refuses as malformed. */
  @Override
  public Frame parse(InputStream in) {
    try {
      int available = in.available();
      if (available == 0 || in.read() != PAYLOAD_TAG) {
        return MALFORMED;
      }
      int length = 0;
      int headerBytes = 1;
      int next;
      do {
        next = in.read();
        if (next < 0 || headerBytes > 5) {
          return MALFORMED;
        }
        length |= (next & 0x7F) << (7 * (headerBytes - 1));
        headerBytes++;
      } while (next >= 0x80);
      if (length != available - headerBytes) {
        return MALFORMED;
      }
      byte[] payload = new byte[length];
      return in.readNBytes(payload, 0, length) == length ? Frame.of(payload) : MALFORMED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The message's bytes; gRPC takes them by {@link #drainTo}, the other methods are its fallback.
   */
  private static final class FrameStream extends InputStream implements KnownLength, Drainable {
    private final byte[] header;
    private final Frame frame;
    private int position;

    FrameStream(Frame frame) {
      this.frame = frame;
      int lengthBytes = Math.max(1, (38 - Integer.numberOfLeadingZeros(frame.length())) / 7);
      header = new byte[1 + lengthBytes];
      header[0] = PAYLOAD_TAG;
      int rest = frame.length();
      for (int i = 1; i < header.length; i++) {
        header[i] = (byte) (i < header.length - 1 ? (rest & 0x7F) | 0x80 : rest);
        rest >>>= 7;
      }
    }

    @Override
    public int available() {
      return header.length + frame.length() - position;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      if (position != 0) {
        return Math.toIntExact(transferTo(target));
      }
      target.write(header, 0, header.length);
      target.write(frame.array(), frame.offset(), frame.length());
      position = header.length + frame.length();
      return position;
    }

    @Override
    public int read() {
      if (available() == 0) {
        return -1;
      }
      int at = position++;
      byte value =
          at < header.length ? header[at] : frame.array()[frame.offset() + at - header.length];
      return value & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (available() == 0) {
        return -1;
      }
      int count;
      if (position < header.length) {
        count = Math.min(length, header.length - position);
        System.arraycopy(header, position, target, offset, count);
      } else {
        count = Math.min(length, available());
        int from = frame.offset() + position - header.length;
        System.arraycopy(frame.array(), from, target, offset, count);
      }
      position += count;
      return count;
    }
  }
}
