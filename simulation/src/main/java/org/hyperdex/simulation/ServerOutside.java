package org.hyperdex.simulation;

import java.util.List;
import java.util.function.LongConsumer;
import org.hyperdex.core.coordinator.Command.Place;
import org.hyperdex.core.index.Indexing;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.replication.Divergence;
import org.hyperdex.core.replication.StoreChange;

/** What is around a server: where its messages go, and who looks at what it writes. */
interface ServerOutside {
  /** Sends a message to another server, or to the very sender. */
  void toServer(long from, long to, ChainMessage message);

  /** Sends a response to a client. */
  void toClient(long from, long client, ServerResponse response);

  /**
   * Tells the coordinators that the process is there.
   *
   * @param ready the joins that are done
   * @param unreachable the servers it cannot reach
   * @param indexing the indices it has not completed
   * @param granted told the milliseconds of the lease
   */
  void heartbeat(
      SimulatedServer server,
      List<Place> ready,
      List<Long> unreachable,
      Indexing indexing,
      LongConsumer granted);

  /** Whether the newest attempt to connect to {@code other} has failed. */
  boolean unreachable(SimulatedServer server, long other);

  /** The coordinators have declared this process lost. */
  void declaredLost(SimulatedServer server);

  /** The disk has failed: the process must end. */
  void failed(SimulatedServer server);

  /** The process is doing something that is easily forgotten. */
  void opportunity(SimulatedServer server);

  /** The process has a new configuration or another lease. */
  void mayLead(SimulatedServer server);

  /** The comparison of copies has found differences. */
  void diverged(List<Divergence> found);

  /** A batch is about to be written. */
  void writes(SimulatedServer server, List<StoreChange> changes);
}
