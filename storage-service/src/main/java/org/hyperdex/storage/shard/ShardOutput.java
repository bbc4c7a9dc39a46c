package org.hyperdex.storage.shard;

import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.replication.TurnEffects.StartSearch;

/**
 * Where the effects of one shard's turns go. Called by the shard's thread only; nothing here
 * blocks.
 *
 * <p>What is sent may be kept back until {@link #flush}, so that all messages of a turn to one
 * process travel in one frame.
 */
public interface ShardOutput {
  /** Sends to another server; lost if it cannot be reached. */
  void toServer(long server, ChainMessage message);

  /** Answers a client; lost if its link is gone. */
  void toClient(long link, ServerResponse response);

  /** Lets out what was kept back. */
  void flush();

  /** Runs a search outside the turn; the search owns its snapshot from now on. */
  void start(StartSearch search);
}
