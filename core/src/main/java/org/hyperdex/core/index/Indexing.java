package org.hyperdex.core.index;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The indices that a server has not completed.
 *
 * @param version of the configuration whose indices are meant
 * @param building how far they are, region by region
 */
public record Indexing(long version, List<IndexProgress> building) {
  /** Before there is anything to tell. */
  public static final Indexing NOTHING = new Indexing(0, List.of());

  public Indexing {
    building = List.copyOf(building);
  }

  /** Their ids. */
  public Set<Long> indices() {
    return building.stream().map(IndexProgress::index).collect(Collectors.toSet());
  }
}
