package org.hyperdex.transport.wire;

import org.hyperdex.core.protocol.Message;

/**
 * The bytes of a frame: one byte that says which kind it is, then its content.
 *
 * <p>A frame of messages holds any number of them, each with its length in 4 bytes in front.
 */
public final class FrameCodec {
  /** No frame is longer. */
  public static final int MAXIMUM_FRAME_BYTES = 32 * 1024 * 1024;

  /** No message is longer: one of this length still fits a frame that is not yet due. */
  public static final int MAXIMUM_MESSAGE_BYTES = MAXIMUM_FRAME_BYTES - 1024 * 1024;

  private static final int HELLO = 1;
  private static final int WELCOME = 2;
  private static final int MESSAGES = 3;

  private static final Hello.Kind[] KINDS = Hello.Kind.values();

  /** Takes the messages of a frame, one after the other. */
  @FunctionalInterface
  public interface MessageConsumer {
    /** Takes the next message. */
    void accept(Message message);
  }

  private FrameCodec() {}

  /** The frame that opens a stream. */
  public static byte[] encodeHello(Hello hello) {
    WireWriter out = new WireWriter(64);
    out.writeByte(HELLO);
    out.writeVarint(hello.protocolVersion());
    out.writeString(hello.clusterId());
    out.writeEnum(hello.kind());
    out.writeLong(hello.serverId());
    out.writeVarlong(hello.incarnation());
    out.writeLong(hello.addressedServerId());
    out.writeVarlong(hello.addressedIncarnation());
    return out.toByteArray();
  }

  /**
   * Reads the frame that opens a stream.
   *
   * @throws WireException if it is another one. Of a hello of another protocol version only that
   *     version is read; the rest is empty.
   */
  public static Hello decodeHello(byte[] array, int offset, int length) {
    WireReader in = new WireReader(array, offset, length);
    if (in.readByte() != HELLO) {
      throw new WireException("the first frame is not a hello");
    }
    int protocolVersion = in.readVarint();
    if (protocolVersion != Hello.PROTOCOL_VERSION) {
      return new Hello(protocolVersion, "", Hello.Kind.CLIENT, 0, 0, 0, 0);
    }
    Hello hello =
        new Hello(
            protocolVersion,
            in.readString(),
            in.readEnum(KINDS),
            in.readLong(),
            in.readVarlong(),
            in.readLong(),
            in.readVarlong());
    if (in.hasRemaining()) {
      throw new WireException("a hello with " + in.remaining() + " bytes too many");
    }
    return hello;
  }

  /** The frame that answers a hello. */
  public static byte[] encodeWelcome() {
    return new byte[] {WELCOME};
  }

  /**
   * Reads the frame that answers a hello.
   *
   * @throws WireException if it is another one
   */
  public static void decodeWelcome(byte[] array, int offset, int length) {
    if (length != 1 || array[offset] != WELCOME) {
      throw new WireException("the first frame is not a welcome");
    }
  }

  /** A frame of no messages: a sign of life. */
  public static byte[] encodeEmpty() {
    return new byte[] {MESSAGES};
  }

  /** Whether a frame of {@code length} bytes holds no messages. */
  public static boolean isEmpty(int length) {
    return length == 1;
  }

  /** Begins a frame of messages in the empty {@code out}. */
  public static void begin(WireWriter out) {
    out.writeByte(MESSAGES);
  }

  /**
   * Appends {@code message} to the frame that was begun in {@code out}.
   *
   * @return by how many bytes the frame has grown
   * @throws IllegalArgumentException if the message is longer than {@link #MAXIMUM_MESSAGE_BYTES};
   *     the frame is as it was then
   */
  public static int append(Message message, WireWriter out) {
    int start = out.size();
    try {
      out.writeInt(0);
      MessageCodec.encode(message, out);
      int length = out.size() - start - Integer.BYTES;
      if (length > MAXIMUM_MESSAGE_BYTES) {
        throw new IllegalArgumentException(
            "a message of " + length + " bytes; the limit is " + MAXIMUM_MESSAGE_BYTES);
      }
      out.overwriteInt(start, length);
      return out.size() - start;
    } catch (RuntimeException e) {
      out.truncate(start);
      throw e;
    }
  }

  /**
   * Reads a frame of messages and hands each one over as soon as it is read.
   *
   * @return how many there were
   * @throws WireException at the first byte that does not fit; the messages before it have been
   *     handed over by then
   */
  public static int decode(byte[] array, int offset, int length, MessageConsumer consumer) {
    WireReader in = new WireReader(array, offset, length);
    int kind = in.readByte();
    if (kind != MESSAGES) {
      throw new WireException("unexpected frame kind " + kind);
    }
    int count = 0;
    while (in.hasRemaining()) {
      int outer = in.narrow(in.readInt());
      Message message = MessageCodec.decode(in);
      in.widen(outer);
      consumer.accept(message);
      count++;
    }
    return count;
  }
}
