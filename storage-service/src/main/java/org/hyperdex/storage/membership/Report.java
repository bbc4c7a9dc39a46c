package org.hyperdex.storage.membership;

import java.util.List;
import org.hyperdex.core.replication.TransferProgress;

/**
 * What a server tells of itself in its heartbeats.
 *
 * @param adoptedVersion the version of the configuration that all shards work under
 * @param settled whether no write is pending from before the last change of its chain
 * @param transfers how far the joins are that it carries out
 * @param unreachable the servers in service it cannot reach
 */
public record Report(
    long adoptedVersion,
    boolean settled,
    List<TransferProgress> transfers,
    List<Long> unreachable) {
  /** Before there is anything to tell. */
  public static final Report NOTHING = new Report(0, true, List.of(), List.of());

  public Report {
    transfers = List.copyOf(transfers);
    unreachable = List.copyOf(unreachable);
  }
}
