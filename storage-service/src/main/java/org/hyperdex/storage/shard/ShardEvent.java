package org.hyperdex.storage.shard;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.index.IndexProgress;
import org.hyperdex.core.index.IndexScrubCounts;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.replication.ScrubCounts;
import org.hyperdex.core.replication.TransferProgress;

/** What a shard's mailbox carries. */
public sealed interface ShardEvent {
  /**
   * A request of a client; the only event that can be refused for want of room.
   *
   * @param link the link it came by, as this server numbers its links
   */
  record Request(long link, ClientRequest request) implements ShardEvent {}

  /** A message of another server, or of this one. */
  record FromServer(ChainMessage message) implements ShardEvent {}

  /** The link to {@code server} stands again; what was on its way may be lost. */
  record PeerReconnected(long server) implements ShardEvent {}

  /**
   * There is a newer configuration.
   *
   * @param adopted told by the shard's thread when the turn that adopted it is done
   */
  record Configure(Configuration configuration, Runnable adopted) implements ShardEvent {}

  /** Somebody wants to know how many writes are pending, all or older ones; told in the turn. */
  record CountPending(boolean olderOnly, IntConsumer told) implements ShardEvent {}

  /** The server has a lease until then, by the shards' clock; 0 if it has none. */
  record Lease(long untilNanos) implements ShardEvent {}

  /**
   * Time has passed.
   *
   * @param told how the shard is by then; told in the turn
   */
  record Tick(Consumer<Told> told) implements ShardEvent {
    /**
     * What a shard tells of itself.
     *
     * @param transfers how far the joins are that it carries out
     * @param scrubbed what its comparison of copies has done so far
     * @param version of the configuration it has adopted
     * @param indexing how far the indices of that configuration are that it builds
     * @param indicesScrubbed what its verification of indices has done so far
     */
    public record Told(
        List<TransferProgress> transfers,
        ScrubCounts scrubbed,
        long version,
        List<IndexProgress> indexing,
        IndexScrubCounts indicesScrubbed) {
      static final Told NOTHING =
          new Told(List.of(), ScrubCounts.NONE, 0, List.of(), IndexScrubCounts.NONE);
    }
  }

  /**
   * Something is to be removed: a region that this server has no part in, or an index of one.
   *
   * @param version the configuration that says so: if there is a newer one, nothing is done
   */
  record Clean(long version, Runnable remove) implements ShardEvent {}
}
