package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Listing;

/**
 * What one turn of a shard wants done. The shell's duties, in this order:
 *
 * <ol>
 *   <li>write {@link #changes} as one atomic batch;
 *   <li>send {@link #sends} and {@link #replies}, each list in order;
 *   <li>if {@link #mustSync}, make the batch durable as the durability mode says;
 *   <li>send {@link #durableSends} and {@link #durableReplies}, each list in order;
 *   <li>start {@link #searches}, then {@linkplain SearchPending#settle settle} each of {@link
 *       #settled};
 *   <li>log {@link #divergences};
 *   <li>tell the shard that the {@linkplain Shard#turnDone turn is done}.
 * </ol>
 *
 * If the batch or the sync fails, nothing that follows it may be done, and the shard must not be
 * given another event.
 *
 * <p>One instance is reused for all turns of a shard.
 */
public final class TurnEffects {
  /** A message for another server; the addressee may be this very server. */
  public record Send(long server, ChainMessage message) {}

  /**
   * A response for a client.
   *
   * @param link the link the request came by, as the shell numbered it
   */
  public record Reply(long link, ServerResponse response) {}

  /**
   * A search or count to run outside the turn: scan the snapshot, skip what the collector says,
   * then wait for the collector's pending rows, then send the end.
   *
   * @param listing what is told of the objects, and in which order; of a count it says nothing
   * @param explain whether it ends with how the objects were looked for; then only they are counted
   * @param opening whether {@code SearchOpened} is sent before anything else; a count then waits
   *     for {@code CountRest} before it counts
   * @param moved keys for the opening
   * @param arrived keys that have come to the region lately: those whose rows the snapshot has, and
   *     which match, are for the opening too
   */
  public record StartSearch(
      long link,
      long requestId,
      long region,
      Evaluation evaluation,
      Listing listing,
      boolean countOnly,
      boolean explain,
      int credit,
      RegionStore.Snapshot snapshot,
      SearchPending pending,
      boolean opening,
      List<Bytes> moved,
      List<Bytes> arrived) {}

  final List<StoreChange> changes = new ArrayList<>();
  final List<Send> sends = new ArrayList<>();
  final List<Reply> replies = new ArrayList<>();
  final List<StartSearch> searches = new ArrayList<>();
  final List<Send> durableSends = new ArrayList<>();
  final List<Reply> durableReplies = new ArrayList<>();
  final List<SearchPending> settled = new ArrayList<>();
  final List<Divergence> divergences = new ArrayList<>();
  boolean mustSync;

  TurnEffects() {}

  /** One atomic batch. */
  public List<StoreChange> changes() {
    return changes;
  }

  /** Messages that may leave once the batch is written. */
  public List<Send> sends() {
    return sends;
  }

  /** Responses that may leave once the batch is written. */
  public List<Reply> replies() {
    return replies;
  }

  /** Searches to run outside the turn. */
  public List<StartSearch> searches() {
    return searches;
  }

  /** Messages that may leave once the batch is durable. */
  public List<Send> durableSends() {
    return durableSends;
  }

  /** Responses that may leave once the batch is durable. */
  public List<Reply> durableReplies() {
    return durableReplies;
  }

  /** Searches whose awaited writes have all committed. */
  public List<SearchPending> settled() {
    return settled;
  }

  /** Copies that were found to differ: for the log. */
  public List<Divergence> divergences() {
    return divergences;
  }

  /** Whether the batch must be durable before the durable sends and replies leave. */
  public boolean mustSync() {
    return mustSync;
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return changes.isEmpty()
        && sends.isEmpty()
        && replies.isEmpty()
        && searches.isEmpty()
        && durableSends.isEmpty()
        && durableReplies.isEmpty()
        && settled.isEmpty()
        && divergences.isEmpty();
  }

  void clear() {
    changes.clear();
    sends.clear();
    replies.clear();
    searches.clear();
    durableSends.clear();
    durableReplies.clear();
    settled.clear();
    divergences.clear();
    mustSync = false;
  }
}
