package org.hyperdex.simulation;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.IndexEntries;

/**
 * What must hold of indices when nothing is under way: everybody knows that they are ready, and in
 * every copy each is complete and has the entries of the rows, no more and no fewer; and no disk
 * has anything of an index that was dropped.
 */
final class IndexCheck {
  static final String NAME = "index";

  private final Configuration configuration;
  private final Map<Long, SimulatedServer> servers;

  IndexCheck(Configuration configuration, Map<Long, SimulatedServer> servers) {
    this.configuration = configuration;
    this.servers = servers;
  }

  void run() {
    for (Space space : configuration.spaces()) {
      for (Index index : space.indices()) {
        if (index.state() != Index.State.READY) {
          fail("index %d is not ready when all is quiet".formatted(index.id()));
        }
        for (Subspace subspace : space.subspaces()) {
          subspace.regions().forEach(region -> check(space, region, index));
        }
      }
    }
    servers.values().stream().filter(SimulatedServer::running).forEach(this::nothingIsLeft);
  }

  private void check(Space space, Region region, Index index) {
    for (long member : region.chain()) {
      String where =
          "index %d of region %d at server %d".formatted(index.id(), region.id(), member);
      SimulatedStore store = Objects.requireNonNull(servers.get(member)).store();
      IndexRecords records =
          store.indices(region.id()).getOrDefault(index.id(), new IndexRecords());
      if (!records.state.complete()) {
        fail(where + " is not complete");
      }
      IndexEntries entries = IndexEntries.of(space.schema(), index);
      TreeSet<Bytes> expected = new TreeSet<>();
      store.rows(region.id()).forEach((key, row) -> expected.addAll(entries.of(key, row.row())));
      if (!records.entries.equals(expected)) {
        TreeSet<Bytes> missing = new TreeSet<>(expected);
        missing.removeAll(records.entries);
        TreeSet<Bytes> extra = new TreeSet<>(records.entries);
        extra.removeAll(expected);
        fail("%s lacks %s and has besides %s".formatted(where, missing, extra));
      }
    }
  }

  private void nothingIsLeft(SimulatedServer server) {
    for (long region : server.store().regions()) {
      configuration
          .region(region)
          .ifPresent(found ->
              server
                  .store()
                  .indices(region)
                  .keySet()
                  .forEach(id -> isKept(found.space(), region, id, server.id())));
    }
  }

  private static void isKept(Space space, long region, long id, long server) {
    if (space.indices().stream().noneMatch(index -> index.id() == id)) {
      fail(
          "server %d still has something of index %d of region %d, which was dropped"
              .formatted(server, id, region));
    }
  }

  private static void fail(String what) {
    throw new Violation(NAME, what);
  }
}
