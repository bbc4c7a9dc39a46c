package org.hyperdex.simulation;

import java.util.List;
import java.util.stream.Collectors;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.Ack;
import org.hyperdex.core.protocol.ChainMessage.Chunk;
import org.hyperdex.core.protocol.ChainMessage.ChunkDigest;
import org.hyperdex.core.protocol.ChainMessage.ChunkStored;
import org.hyperdex.core.protocol.ChainMessage.ChunkWanted;
import org.hyperdex.core.protocol.ChainMessage.Confirm;
import org.hyperdex.core.protocol.ChainMessage.ConfirmAnswer;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.ChainMessage.TransferAck;
import org.hyperdex.core.protocol.ChainMessage.TransferBegin;
import org.hyperdex.core.protocol.ChainMessage.TransferCommit;
import org.hyperdex.core.protocol.ChainMessage.TransferMemory;
import org.hyperdex.core.protocol.ChainMessage.TransferWrite;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Count;
import org.hyperdex.core.protocol.ClientRequest.CountRest;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Get;
import org.hyperdex.core.protocol.ClientRequest.Search;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.CountResult;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.SearchDone;
import org.hyperdex.core.protocol.ServerResponse.SearchOpened;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.simulation.check.KeyText;

/** Says in a line what is sent, for people who follow a run that failed. */
final class Story {
  private Story() {}

  static String of(ChainMessage message) {
    String where = "region %d at epoch %d: ".formatted(message.region(), message.epoch());
    return where
        + switch (message) {
          case Propagate write -> of(write);
          case Ack ack -> "%s %s is durable from here on".formatted(name(ack.key()), ack.version());
          case Confirm _ -> "is that still the epoch?";
          case ConfirmAnswer _ -> "that is still the epoch";
          case TransferBegin begin -> "transfer %d begins".formatted(begin.transfer());
          case TransferMemory memory ->
              "remember %d outcomes and the removals %s"
                  .formatted(memory.outcomes().size(), memory.removals());
          case TransferWrite write ->
              "joiner, take as number %d %s".formatted(write.sequence(), of(write.write()));
          case TransferCommit done ->
              "joiner, %s %s has committed".formatted(name(done.key()), done.version());
          case TransferAck ack -> "the joiner has all up to number %d".formatted(ack.sequence());
          case ChunkDigest digest -> "have you got the same %d rows?".formatted(digest.rows());
          case ChunkWanted _ -> "no, send the rows";
          case Chunk chunk -> "the rows are " + rows(chunk.rows());
          case ChunkStored _ -> "the joiner has the rows";
          case ChainMessage.ScrubAsk _, ChainMessage.ScrubTell _ -> "compare copies";
        };
  }

  private static String of(Propagate write) {
    String path =
        write.path().stream()
            .map(element -> element.role() + " " + element.region())
            .collect(Collectors.joining(", "));
    return "%s %s after %s, %s, by write %d of client %d; path: %s, here %s; stable %s"
        .formatted(
            name(write.key()),
            write.version(),
            write.previous(),
            write.row().isPresent() ? "a row" : "gone",
            write.operation().sequence(),
            write.operation().client(),
            path,
            write.path().get(write.position()).role(),
            write.stable());
  }

  static String of(ClientRequest request) {
    return "request %d, ".formatted(request.requestId())
        + switch (request) {
          case Get get -> at(get.region(), get.epoch()) + "get " + name(get.key());
          case Write write -> at(write.region(), write.epoch()) + of(write);
          case Search search ->
              at(search.region(), search.epoch()) + "search " + search.predicate();
          case Count count -> at(count.region(), count.epoch()) + "count " + count.predicate();
          case ClientRequest.Explain explain ->
              at(explain.region(), explain.epoch()) + "explain " + explain.predicate();
          case CountRest rest -> "leave out " + names(rest.except());
          case ClientRequest.SearchCredit _ -> "go on";
          case ClientRequest.Cancel _ -> "never mind";
        };
  }

  private static String at(long region, long epoch) {
    return "region %d at epoch %d: ".formatted(region, epoch);
  }

  private static String of(Write write) {
    return "%s %s%s%s, as its write %d; it has seen the answers up to %d"
        .formatted(
            write.change() instanceof Delete ? "delete" : "put",
            name(write.key()),
            write.existence() == Existence.ANY ? "" : ", which " + write.existence(),
            write.ifVersion().map(version -> ", if at " + version).orElse("")
                + (write.guards().isTrue() ? "" : ", under a condition"),
            write.operation().sequence(),
            write.watermark());
  }

  static String of(ServerResponse response) {
    return "request %d: ".formatted(response.requestId())
        + switch (response) {
          case GetResult got ->
              got.row().map(row -> "it is at " + row.version()).orElse("there is none");
          case WriteResult done -> done.outcome() + " at " + done.version();
          case SearchOpened opened ->
              "on the move are %s%s"
                  .formatted(names(opened.moved()), opened.complete() ? "" : " and others");
          case SearchRows found -> "found " + rows(found.rows());
          case SearchDone _ -> "that is all";
          case ServerResponse.Explained explained -> explained.explanation().toString();
          case CountResult count -> "there are " + count.count();
          case Refused refused -> "refused, " + refused.reason() + ": " + refused.detail();
        };
  }

  static String of(Command command) {
    return switch (command) {
      case Command.Found _ -> "the cluster is founded";
      case Command.AddSpace add -> "there is " + add.description().lines().findFirst().orElse("");
      case Command.SetReadOnly set ->
          set.readOnly() ? "nobody may write any more" : "everybody may write again";
      case Command.RegisterServer register ->
          "an operator registers server " + register.id() + " before it has run";
      case Command.RemoveSpace remove -> "space " + remove.name() + " is removed";
      case Command.ServerOnline online -> "server " + online.id() + " announces itself";
      case Command.ServersLost lost ->
          "lost: "
              + lost.lost().stream()
                  .map(one -> "server " + one.id() + ", " + one.reason())
                  .collect(Collectors.joining("; "));
      case Command.ServerShutdown shutdown -> "server " + shutdown.id() + " leaves in order";
      case Command.ServerKill kill -> "an operator bans server " + kill.id();
      case Command.ServerOffline offline -> "an operator holds server " + offline.id() + " offline";
      case Command.ReleaseServer release -> "server " + release.id() + " may come back";
      case Command.ServerForget forget ->
          "server %d is forgotten%s"
              .formatted(forget.id(), forget.acceptDataLoss() ? ", and what only it had" : "");
      case Command.SetFaultTolerance set ->
          "space %s tolerates %d failures".formatted(set.space(), set.faultTolerance());
      case Command.RetireMembers retire ->
          "members leave: "
              + retire.members().stream()
                  .map(one -> "server " + one.server() + " region " + one.region())
                  .collect(Collectors.joining(", "));
      case Command.AssignJoiners _ -> "regions get joiners";
      case Command.JoinersReady ready ->
          "joiners become members: "
              + ready.ready().stream()
                  .map(one -> "server " + one.server() + " in region " + one.region())
                  .collect(Collectors.joining(", "));
      case Command.AddIndex add ->
          "space %s gets an index on %s".formatted(add.space(), add.attribute());
      case Command.RemoveIndex remove -> "index %d is dropped".formatted(remove.index());
      case Command.IndicesReady ready -> "complete everywhere are the indices " + ready.indices();
      default -> command.toString();
    };
  }

  private static String rows(List<FoundRow> rows) {
    return rows.stream()
        .map(row -> name(row.key()) + " " + row.row().version())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String names(List<Bytes> keys) {
    return keys.stream().map(Story::name).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String name(Bytes key) {
    return KeyText.of(key);
  }
}
