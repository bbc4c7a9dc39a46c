package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.protocol.Role;
import org.jspecify.annotations.Nullable;

/**
 * The path of a write: the value-dependent chain of HyperDex (Escriva, Wong, Sirer: SIGCOMM 2012,
 * section 4).
 *
 * <p>The key region comes first; then, for every other subspace in order, the region of the new
 * value, preceded by the region of the old value if that is another one.
 */
final class WritePath {
  private WritePath() {}

  /** The path of the write that turns {@code before} (null: absent) into {@code after}. */
  static List<PathElement> of(
      Space space, long keyRegion, Bytes key, @Nullable Bytes before, @Nullable Bytes after) {
    PathElement first = new PathElement(keyRegion, roleInPlace(before, after));
    List<Subspace> subspaces = space.subspaces();
    if (subspaces.size() == 1) {
      return List.of(first);
    }
    List<PathElement> path = new ArrayList<>(2 * subspaces.size() - 1);
    path.add(first);
    for (Subspace subspace : subspaces.subList(1, subspaces.size())) {
      Region from = before == null ? null : Placement.regionOf(space, subspace, key, before);
      Region to = after == null ? null : Placement.regionOf(space, subspace, key, after);
      if (from != null && to != null && from.id() == to.id()) {
        path.add(new PathElement(to.id(), Role.KEEP));
        continue;
      }
      if (from != null) {
        path.add(new PathElement(from.id(), Role.REMOVE));
      }
      if (to != null) {
        path.add(new PathElement(to.id(), Role.INSERT));
      }
    }
    return path;
  }

  private static Role roleInPlace(@Nullable Bytes before, @Nullable Bytes after) {
    if (after == null) {
      return Role.REMOVE;
    }
    return before == null ? Role.INSERT : Role.KEEP;
  }
}
