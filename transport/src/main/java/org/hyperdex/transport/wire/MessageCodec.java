package org.hyperdex.transport.wire;

import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.ServerResponse;

/** The bytes of a {@link Message}: a tag, then its components in the order they are declared. */
public final class MessageCodec {
  static final int GET = 1;
  static final int WRITE = 2;
  static final int SEARCH = 3;
  static final int SEARCH_CREDIT = 4;
  static final int CANCEL = 5;
  static final int COUNT = 6;

  static final int GET_RESULT = 32;
  static final int WRITE_RESULT = 33;
  static final int SEARCH_ROWS = 34;
  static final int SEARCH_DONE = 35;
  static final int COUNT_RESULT = 36;
  static final int REFUSED = 37;

  static final int PROPAGATE = 64;
  static final int ACK = 65;

  private MessageCodec() {}

  /** Appends {@code message} to {@code out}. */
  public static void encode(Message message, WireWriter out) {
    switch (message) {
      case ClientRequest request -> ClientRequestCodec.encode(request, out);
      case ServerResponse response -> ServerResponseCodec.encode(response, out);
      case ChainMessage chainMessage -> ChainMessageCodec.encode(chainMessage, out);
    }
  }

  /**
   * Reads one message.
   *
   * @throws WireException if there is none
   */
  public static Message decode(WireReader in) {
    int tag = in.readByte();
    return switch (tag) {
      case GET, WRITE, SEARCH, SEARCH_CREDIT, CANCEL, COUNT -> ClientRequestCodec.decode(tag, in);
      case GET_RESULT, WRITE_RESULT, SEARCH_ROWS, SEARCH_DONE, COUNT_RESULT, REFUSED ->
          ServerResponseCodec.decode(tag, in);
      case PROPAGATE, ACK -> ChainMessageCodec.decode(tag, in);
      default -> throw new WireException("unknown message tag " + tag);
    };
  }
}
