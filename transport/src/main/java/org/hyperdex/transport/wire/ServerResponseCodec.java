package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.protocol.ServerResponse;

/** The bytes of a {@link ServerResponse}. */
final class ServerResponseCodec {
  private static final ServerResponse.RefusalReason[] REASONS =
      ServerResponse.RefusalReason.values();

  /** Two lengths and the two numbers of a version. */
  private static final int MINIMUM_FOUND_ROW_BYTES = 4;

  private ServerResponseCodec() {}

  static void encode(ServerResponse response, WireWriter out) {
    switch (response) {
      case ServerResponse.GetResult result -> {
        out.writeByte(MessageCodec.GET_RESULT);
        out.writeVarlong(result.requestId());
        out.writeBoolean(result.row().isPresent());
        if (result.row().isPresent()) {
          CommonFields.encodeStoredRow(result.row().get(), out);
        }
      }
      case ServerResponse.WriteResult result -> {
        out.writeByte(MessageCodec.WRITE_RESULT);
        out.writeVarlong(result.requestId());
        out.writeEnum(result.outcome());
        CommonFields.encodeVersion(result.version(), out);
        // One more, so that "none" (-1) is small, too.
        out.writeVarint(result.attribute() + 1);
      }
      case ServerResponse.SearchRows rows -> {
        out.writeByte(MessageCodec.SEARCH_ROWS);
        out.writeVarlong(rows.requestId());
        out.writeVarint(rows.rows().size());
        for (ServerResponse.FoundRow row : rows.rows()) {
          out.writeBytes(row.key());
          CommonFields.encodeStoredRow(row.row(), out);
        }
      }
      case ServerResponse.SearchOpened opened -> {
        out.writeByte(MessageCodec.SEARCH_OPENED);
        out.writeVarlong(opened.requestId());
        CommonFields.encodeKeys(opened.moved(), out);
        out.writeBoolean(opened.complete());
      }
      case ServerResponse.SearchDone done -> {
        out.writeByte(MessageCodec.SEARCH_DONE);
        out.writeVarlong(done.requestId());
        out.writeVarlong(done.rowsRead());
      }
      case ServerResponse.CountResult result -> {
        out.writeByte(MessageCodec.COUNT_RESULT);
        out.writeVarlong(result.requestId());
        out.writeVarlong(result.count());
        out.writeVarlong(result.rowsRead());
      }
      case ServerResponse.Explained explained -> {
        out.writeByte(MessageCodec.EXPLAINED);
        out.writeVarlong(explained.requestId());
        ExplanationCodec.encode(explained.explanation(), out);
      }
      case ServerResponse.Refused refused -> {
        out.writeByte(MessageCodec.REFUSED);
        out.writeVarlong(refused.requestId());
        out.writeEnum(refused.reason());
        out.writeVarlong(refused.configurationVersion());
        out.writeString(refused.detail());
      }
    }
  }

  static ServerResponse decode(int tag, WireReader in) {
    long requestId = in.readVarlong();
    return switch (tag) {
      case MessageCodec.GET_RESULT ->
          new ServerResponse.GetResult(
              requestId,
              in.readBoolean() ? Optional.of(CommonFields.decodeStoredRow(in)) : Optional.empty());
      case MessageCodec.WRITE_RESULT ->
          new ServerResponse.WriteResult(
              requestId,
              CommonFields.decodeOutcome(in),
              CommonFields.decodeVersion(in),
              in.readVarint() - 1);
      case MessageCodec.SEARCH_ROWS -> new ServerResponse.SearchRows(requestId, decodeRows(in));
      case MessageCodec.SEARCH_OPENED ->
          new ServerResponse.SearchOpened(requestId, CommonFields.decodeKeys(in), in.readBoolean());
      case MessageCodec.SEARCH_DONE -> new ServerResponse.SearchDone(requestId, in.readVarlong());
      case MessageCodec.COUNT_RESULT ->
          new ServerResponse.CountResult(requestId, in.readVarlong(), in.readVarlong());
      case MessageCodec.EXPLAINED ->
          new ServerResponse.Explained(requestId, ExplanationCodec.decode(in));
      case MessageCodec.REFUSED ->
          new ServerResponse.Refused(
              requestId, in.readEnum(REASONS), in.readVarlong(), in.readString());
      default -> throw new WireException("unknown response tag " + tag);
    };
  }

  private static List<ServerResponse.FoundRow> decodeRows(WireReader in) {
    int count = in.readCount(MINIMUM_FOUND_ROW_BYTES);
    List<ServerResponse.FoundRow> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(new ServerResponse.FoundRow(in.readBytes(), CommonFields.decodeStoredRow(in)));
    }
    return rows;
  }
}
