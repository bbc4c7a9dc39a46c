package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Version;

/** The bytes of a {@link ClientRequest}. */
final class ClientRequestCodec {
  private static final int UPDATE = 0;
  private static final int DELETE = 1;

  private static final Existence[] EXISTENCES = Existence.values();
  private static final Function[] FUNCTIONS = Function.values();

  /** An attribute, a path, a function, and the length of an argument. */
  private static final int MINIMUM_CALL_BYTES = 4;

  private ClientRequestCodec() {}

  static void encode(ClientRequest request, WireWriter out) {
    switch (request) {
      case ClientRequest.Get get -> {
        out.writeByte(MessageCodec.GET);
        out.writeVarlong(get.requestId());
        out.writeVarlong(get.region());
        out.writeVarlong(get.epoch());
        out.writeBytes(get.key());
        ColumnsCodec.encode(get.columns(), out);
      }
      case ClientRequest.Write write -> encodeWrite(write, out);
      case ClientRequest.Search search -> {
        out.writeByte(MessageCodec.SEARCH);
        out.writeVarlong(search.requestId());
        out.writeVarlong(search.region());
        out.writeVarlong(search.epoch());
        PredicateCodec.encode(search.predicate(), out);
        ListingCodec.encode(search.listing(), out);
        out.writeVarint(search.credit());
        out.writeVarlong(search.lookBackMillis());
      }
      case ClientRequest.SearchCredit credit -> {
        out.writeByte(MessageCodec.SEARCH_CREDIT);
        out.writeVarlong(credit.requestId());
        out.writeVarint(credit.rows());
      }
      case ClientRequest.Cancel cancel -> {
        out.writeByte(MessageCodec.CANCEL);
        out.writeVarlong(cancel.requestId());
      }
      case ClientRequest.Count count -> {
        out.writeByte(MessageCodec.COUNT);
        out.writeVarlong(count.requestId());
        out.writeVarlong(count.region());
        out.writeVarlong(count.epoch());
        PredicateCodec.encode(count.predicate(), out);
        out.writeVarlong(count.lookBackMillis());
      }
      case ClientRequest.Explain explain -> {
        out.writeByte(MessageCodec.EXPLAIN);
        out.writeVarlong(explain.requestId());
        out.writeVarlong(explain.region());
        out.writeVarlong(explain.epoch());
        PredicateCodec.encode(explain.predicate(), out);
      }
      case ClientRequest.CountRest rest -> {
        out.writeByte(MessageCodec.COUNT_REST);
        out.writeVarlong(rest.requestId());
        CommonFields.encodeKeys(rest.except(), out);
        out.writeBoolean(rest.complete());
      }
    }
  }

  static ClientRequest decode(int tag, WireReader in) {
    long requestId = in.readVarlong();
    return switch (tag) {
      case MessageCodec.GET ->
          new ClientRequest.Get(
              requestId,
              in.readVarlong(),
              in.readVarlong(),
              in.readBytes(),
              ColumnsCodec.decode(in));
      case MessageCodec.WRITE -> decodeWrite(requestId, in);
      case MessageCodec.SEARCH ->
          new ClientRequest.Search(
              requestId,
              in.readVarlong(),
              in.readVarlong(),
              PredicateCodec.decode(in),
              ListingCodec.decode(in),
              in.readVarint(),
              decodeLookBack(in));
      case MessageCodec.SEARCH_CREDIT -> new ClientRequest.SearchCredit(requestId, in.readVarint());
      case MessageCodec.CANCEL -> new ClientRequest.Cancel(requestId);
      case MessageCodec.COUNT ->
          new ClientRequest.Count(
              requestId,
              in.readVarlong(),
              in.readVarlong(),
              PredicateCodec.decode(in),
              decodeLookBack(in));
      case MessageCodec.COUNT_REST ->
          new ClientRequest.CountRest(requestId, CommonFields.decodeKeys(in), in.readBoolean());
      case MessageCodec.EXPLAIN ->
          new ClientRequest.Explain(
              requestId, in.readVarlong(), in.readVarlong(), PredicateCodec.decode(in));
      default -> throw new WireException("unknown request tag " + tag);
    };
  }

  private static long decodeLookBack(WireReader in) {
    long millis = in.readVarlong();
    if (millis < 0) {
      throw new WireException("a time that is negative: " + millis);
    }
    return millis;
  }

  private static void encodeWrite(ClientRequest.Write write, WireWriter out) {
    out.writeByte(MessageCodec.WRITE);
    out.writeVarlong(write.requestId());
    out.writeVarlong(write.region());
    out.writeVarlong(write.epoch());
    CommonFields.encodeOperation(write.operation(), out);
    out.writeVarlong(write.watermark());
    out.writeBytes(write.key());
    out.writeEnum(write.existence());
    out.writeBoolean(write.ifVersion().isPresent());
    if (write.ifVersion().isPresent()) {
      CommonFields.encodeVersion(write.ifVersion().get(), out);
    }
    PredicateCodec.encode(write.guards(), out);
    encodeChange(write.change(), out);
  }

  private static ClientRequest decodeWrite(long requestId, WireReader in) {
    return new ClientRequest.Write(
        requestId,
        in.readVarlong(),
        in.readVarlong(),
        CommonFields.decodeOperation(in),
        in.readVarlong(),
        in.readBytes(),
        in.readEnum(EXISTENCES),
        decodeOptionalVersion(in),
        PredicateCodec.decode(in),
        decodeChange(in));
  }

  private static Optional<Version> decodeOptionalVersion(WireReader in) {
    return in.readBoolean() ? Optional.of(CommonFields.decodeVersion(in)) : Optional.empty();
  }

  private static void encodeChange(ClientRequest.Change change, WireWriter out) {
    switch (change) {
      case ClientRequest.Update update -> {
        out.writeByte(UPDATE);
        out.writeVarint(update.functions().size());
        for (FunctionCall call : update.functions()) {
          out.writeVarint(call.attribute());
          CommonFields.encodePath(call.path(), out);
          out.writeEnum(call.function());
          out.writeBytes(call.argument());
        }
      }
      case ClientRequest.Delete _ -> out.writeByte(DELETE);
    }
  }

  private static ClientRequest.Change decodeChange(WireReader in) {
    int tag = in.readByte();
    return switch (tag) {
      case UPDATE -> {
        int count = in.readCount(MINIMUM_CALL_BYTES);
        List<FunctionCall> functions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          functions.add(
              new FunctionCall(
                  in.readVarint(),
                  CommonFields.decodePath(in),
                  in.readEnum(FUNCTIONS),
                  in.readBytes()));
        }
        yield new ClientRequest.Update(functions);
      }
      case DELETE -> new ClientRequest.Delete();
      default -> throw new WireException("unknown change tag " + tag);
    };
  }
}
