package org.hyperdex.core.replication;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.Get;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;

/** Tells those who wait for a write what has become of it. */
final class Waiters {
  private final ShardState state;

  Waiters(ShardState state) {
    this.state = state;
  }

  /**
   * The write has committed.
   *
   * @param replica where it was pending
   * @param thisTurn whether it was applied in this turn, so that the answer waits for the batch
   */
  void release(Replica replica, PendingWrite write, boolean thisTurn) {
    for (PendingWrite.Waiter waiter : write.waiters) {
      switch (waiter) {
        case PendingWrite.WriteWaiter(long link, long requestId) ->
            reply(
                new TurnEffects.Reply(
                    link,
                    new WriteResult(requestId, write.write.outcome(), write.write.version(), -1)),
                thisTurn);
        case PendingWrite.GetWaiter(long link, Get get) ->
            reply(new TurnEffects.Reply(link, GetResult.of(get, write.visible())), thisTurn);
        case PendingWrite.VerdictWaiter(long link, Write refused, WriteResult refusal) -> {
          replica.sessions.refuse(refused.operation(), refused.watermark(), refusal);
          reply(new TurnEffects.Reply(link, refusal.to(refused.requestId())), thisTurn);
        }
        case PendingWrite.SearchWaiter(TurnEffects.StartSearch search) -> settle(search, write);
      }
    }
    write.waiters.clear();
  }

  private void settle(TurnEffects.StartSearch search, PendingWrite write) {
    Bytes key = write.write.key();
    // One count answers for one region; of many searched regions the client takes each key once.
    StoredRow row = search.countOnly() ? write.after : write.result();
    if (row != null && search.evaluation().matches(key, row.row())) {
      search.pending().add(new FoundRow(key, row));
    }
    if (search.pending().arrived()) {
      state.effects.settled.add(search.pending());
    }
  }

  /**
   * The region is no longer this server's. What becomes of the write is decided elsewhere: whoever
   * asked for it must ask again there, under the same operation id.
   */
  void abandon(PendingWrite write) {
    for (PendingWrite.Waiter waiter : write.waiters) {
      switch (waiter) {
        case PendingWrite.WriteWaiter(long link, long requestId) ->
            refuse(link, requestId, RefusalReason.INTERRUPTED);
        case PendingWrite.GetWaiter(long link, Get get) ->
            refuse(link, get.requestId(), RefusalReason.UNKNOWN_REGION);
        case PendingWrite.VerdictWaiter(long link, Write refused, WriteResult _) ->
            refuse(link, refused.requestId(), RefusalReason.UNKNOWN_REGION);
        case PendingWrite.SearchWaiter(TurnEffects.StartSearch search) -> {
          if (search.pending().abandon()) {
            state.effects.settled.add(search.pending());
          }
        }
      }
    }
    write.waiters.clear();
  }

  private void refuse(long link, long requestId, RefusalReason reason) {
    state.effects.replies.add(
        new TurnEffects.Reply(
            link,
            new Refused(
                requestId,
                reason,
                state.configuration.version(),
                "the region is no longer at this server")));
  }

  private void reply(TurnEffects.Reply reply, boolean thisTurn) {
    (thisTurn ? state.effects.durableReplies : state.effects.replies).add(reply);
  }
}
