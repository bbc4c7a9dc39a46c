package org.hyperdex.storage.shard;

import java.util.List;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.storage.shard.ShardEvent.FromServer;
import org.hyperdex.storage.shard.ShardEvent.Request;

/**
 * How much memory the keys, values and rows of an event hold. Of small events nothing is counted:
 * the bounds on their number are enough.
 */
final class EventBytes {
  /** What has less is small. */
  static final int SMALL = 1024;

  private EventBytes() {}

  static long of(ShardEvent event) {
    long bytes =
        switch (event) {
          case Request request -> of(request.request());
          case FromServer message -> of(message.message());
          default -> 0;
        };
    return bytes < SMALL ? 0 : bytes;
  }

  private static long of(ClientRequest request) {
    return switch (request) {
      case ClientRequest.Get get -> get.key().length();
      case ClientRequest.Write write ->
          write.key().length() + of(write.guards()) + of(write.change());
      case ClientRequest.Search search -> of(search.predicate());
      case ClientRequest.Count count -> of(count.predicate());
      case ClientRequest.Explain explain -> of(explain.predicate());
      case ClientRequest.SearchCredit _, ClientRequest.CountRest _, ClientRequest.Cancel _ -> 0;
    };
  }

  private static long of(ClientRequest.Change change) {
    return switch (change) {
      case ClientRequest.Update(List<FunctionCall> functions) ->
          functions.stream().mapToLong(call -> call.argument().length()).sum();
      case ClientRequest.Delete _ -> 0;
    };
  }

  private static long of(Predicate predicate) {
    long bytes = 0;
    for (List<Check> checks : predicate.alternatives()) {
      for (Check check : checks) {
        bytes += check.argument().length();
      }
    }
    return bytes;
  }

  private static long of(ChainMessage message) {
    return switch (message) {
      case ChainMessage.Propagate propagate ->
          propagate.key().length() + propagate.row().map(row -> (long) row.length()).orElse(0L);
      case ChainMessage.Chunk chunk ->
          chunk.rows().stream()
              .mapToLong(found -> found.key().length() + found.row().row().length())
              .sum();
      default -> 0;
    };
  }
}
