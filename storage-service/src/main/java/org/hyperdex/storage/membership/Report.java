package org.hyperdex.storage.membership;

import java.util.List;
import org.hyperdex.core.index.Indexing;
import org.hyperdex.core.replication.TransferProgress;

/**
 * What a server tells of itself in its heartbeats.
 *
 * @param adoptedVersion the version of the configuration that all shards work under
 * @param settled whether no write is pending from before the last change of its chain
 * @param transfers how far the joins are that it carries out
 * @param indexing how far the indices are that it builds
 * @param unreachable the servers in service it cannot reach
 */
public record Report(
    long adoptedVersion,
    boolean settled,
    List<TransferProgress> transfers,
    Indexing indexing,
    List<Long> unreachable) {
  /** Before there is anything to tell. */
  public static final Report NOTHING = new Report(0, true, List.of(), Indexing.NOTHING, List.of());

  public Report {
    transfers = List.copyOf(transfers);
    unreachable = List.copyOf(unreachable);
  }

  /** Whether it says something that a coordinator waits for and {@code before} did not say. */
  boolean isNewsAfter(Report before) {
    return adoptedVersion != before.adoptedVersion
        || settled != before.settled
        || indexing.version() != before.indexing.version()
        || !indexing.indices().equals(before.indexing.indices())
        || !unreachable.equals(before.unreachable)
        || !ready().equals(before.ready());
  }

  private List<Long> ready() {
    return transfers.stream()
        .filter(TransferProgress::ready)
        .map(TransferProgress::region)
        .toList();
  }
}
