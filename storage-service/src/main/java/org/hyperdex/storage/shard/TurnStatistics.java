package org.hyperdex.storage.shard;

import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;

/**
 * What one turn did. The shard's thread fills it and hands it over; it is reused for the next turn.
 */
public final class TurnStatistics {
  private int events;
  private int gets;
  private int writes;
  private int searches;
  private int counts;
  private int propagates;
  private int acknowledgements;
  private long batchBytes;
  private long syncNanos;

  void clear() {
    events = 0;
    gets = 0;
    writes = 0;
    searches = 0;
    counts = 0;
    propagates = 0;
    acknowledgements = 0;
    batchBytes = 0;
    syncNanos = 0;
  }

  void count(ShardEvent event) {
    events++;
    switch (event) {
      case ShardEvent.Request request -> count(request.request());
      case ShardEvent.FromServer message -> count(message.message());
      case ShardEvent.PeerReconnected _,
          ShardEvent.Configure _,
          ShardEvent.CountPending _,
          ShardEvent.Clean _,
          ShardEvent.Lease _,
          ShardEvent.Tick _ -> {
        // Rare.
      }
    }
  }

  private void count(ClientRequest request) {
    switch (request) {
      case ClientRequest.Get _ -> gets++;
      case ClientRequest.Write _ -> writes++;
      case ClientRequest.Search _ -> searches++;
      case ClientRequest.Count _ -> counts++;
      case ClientRequest.Explain _ -> {
        // Rare.
      }
      case ClientRequest.SearchCredit _, ClientRequest.CountRest _, ClientRequest.Cancel _ -> {
        // These do not come to shards.
      }
    }
  }

  private void count(ChainMessage message) {
    switch (message) {
      case ChainMessage.Propagate _ -> propagates++;
      case ChainMessage.Ack _ -> acknowledgements++;
      case ChainMessage.Confirm _,
          ChainMessage.ConfirmAnswer _,
          ChainMessage.Transfer _,
          ChainMessage.Scrub _ -> {
        // Rare, but in a recovery.
      }
    }
  }

  void wrote(long bytes) {
    batchBytes = bytes;
  }

  void synced(long nanos) {
    syncNanos = nanos;
  }

  /** All events of the turn. */
  public int events() {
    return events;
  }

  /** Gets. */
  public int gets() {
    return gets;
  }

  /** Writes of clients. */
  public int writes() {
    return writes;
  }

  /** Searches. */
  public int searches() {
    return searches;
  }

  /** Counts. */
  public int counts() {
    return counts;
  }

  /** Writes passed on by other servers, or by this one. */
  public int propagates() {
    return propagates;
  }

  /** Acknowledgements of such writes. */
  public int acknowledgements() {
    return acknowledgements;
  }

  /** The size of the turn's batch; 0 if it wrote nothing. */
  public long batchBytes() {
    return batchBytes;
  }

  /** How long the turn's fsync took; 0 if there was none. */
  public long syncNanos() {
    return syncNanos;
  }
}
