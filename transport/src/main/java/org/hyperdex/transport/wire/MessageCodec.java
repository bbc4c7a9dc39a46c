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
  static final int COUNT_REST = 7;
  static final int EXPLAIN = 8;

  static final int GET_RESULT = 32;
  static final int WRITE_RESULT = 33;
  static final int SEARCH_ROWS = 34;
  static final int SEARCH_DONE = 35;
  static final int COUNT_RESULT = 36;
  static final int REFUSED = 37;
  static final int SEARCH_OPENED = 38;
  static final int EXPLAINED = 39;

  static final int PROPAGATE = 64;
  static final int ACK = 65;
  static final int CONFIRM = 66;
  static final int CONFIRM_ANSWER = 67;
  static final int TRANSFER_BEGIN = 68;
  static final int TRANSFER_MEMORY = 69;
  static final int TRANSFER_WRITE = 70;
  static final int TRANSFER_COMMIT = 71;
  static final int TRANSFER_ACK = 72;
  static final int CHUNK_DIGEST = 73;
  static final int CHUNK_WANTED = 74;
  static final int CHUNK = 75;
  static final int CHUNK_STORED = 76;
  static final int SCRUB_ASK = 77;
  static final int SCRUB_TELL = 78;

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
      case GET, WRITE, SEARCH, SEARCH_CREDIT, CANCEL, COUNT, COUNT_REST, EXPLAIN ->
          ClientRequestCodec.decode(tag, in);
      case GET_RESULT,
          WRITE_RESULT,
          SEARCH_ROWS,
          SEARCH_DONE,
          COUNT_RESULT,
          EXPLAINED,
          REFUSED,
          SEARCH_OPENED ->
          ServerResponseCodec.decode(tag, in);
      case PROPAGATE, ACK, CONFIRM, CONFIRM_ANSWER -> ChainMessageCodec.decode(tag, in);
      case TRANSFER_BEGIN,
          TRANSFER_MEMORY,
          TRANSFER_WRITE,
          TRANSFER_COMMIT,
          TRANSFER_ACK,
          CHUNK_DIGEST,
          CHUNK_WANTED,
          CHUNK,
          CHUNK_STORED ->
          TransferCodec.decode(tag, in);
      case SCRUB_ASK, SCRUB_TELL -> ScrubCodec.decode(tag, in);
      default -> throw new WireException("unknown message tag " + tag);
    };
  }
}
