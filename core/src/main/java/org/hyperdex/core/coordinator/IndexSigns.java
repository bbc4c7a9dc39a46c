package org.hyperdex.core.coordinator;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;

/** What can be seen of indices from outside the state: which of them are ready. */
public final class IndexSigns {
  private IndexSigns() {}

  /**
   * What a server said last of its indices.
   *
   * @param version of the configuration it speaks of
   * @param building the indices it has not completed in all its regions
   */
  public record Report(long incarnation, long version, Set<Long> building) {
    public Report {
      building = Set.copyOf(building);
    }
  }

  /**
   * The indices that are being built as far as the state knows, and are complete at every member of
   * every chain of their space as these say themselves of the newest configuration.
   *
   * @param reports by server
   */
  public static List<Long> ready(CoordinatorState state, Map<Long, Report> reports) {
    return state.spaces().stream()
        .flatMap(space ->
            space.indices().stream()
                .filter(index -> index.state() == Index.State.BUILDING)
                .filter(index -> isReady(state, space, index, reports)))
        .map(Index::id)
        .toList();
  }

  private static boolean isReady(
      CoordinatorState state, Space space, Index index, Map<Long, Report> reports) {
    Set<Long> members = new HashSet<>();
    for (var subspace : space.subspaces()) {
      for (Region region : subspace.regions()) {
        if (region.chain().isEmpty()) {
          return false;
        }
        members.addAll(region.chain());
      }
    }
    return members.stream()
        .allMatch(server -> {
          Report report = reports.get(server);
          return report != null
              && state
                  .server(server)
                  .filter(known -> known.server().incarnation() == report.incarnation())
                  .isPresent()
              && report.version() >= state.version()
              && !report.building().contains(index.id());
        });
  }
}
