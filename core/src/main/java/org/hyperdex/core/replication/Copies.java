package org.hyperdex.core.replication;

import java.util.List;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.hyperspace.XxHash64;
import org.hyperdex.core.protocol.ChainMessage.KnownCopy;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.jspecify.annotations.Nullable;

/** What a copy of an object is, and what it must be by the key region's row. */
final class Copies {
  private Copies() {}

  /** The copy that {@code row} is; of no row, that there is none. */
  static KnownCopy of(Bytes key, @Nullable StoredRow row) {
    return row == null
        ? new KnownCopy(key, Version.NONE, 0)
        : new KnownCopy(key, row.version(), XxHash64.hash(row.row().array()));
  }

  /** The copy that belongs into a region if the object's key region has {@code row}. */
  static KnownCopy expected(RegionRef where, long keyRegion, Bytes key, @Nullable StoredRow row) {
    boolean belongs =
        row != null
            && (isKeySubspace(where.space(), where.subspace())
                ? where.region().id() == keyRegion
                : Placement.regionOf(where.space(), where.subspace(), key, row.row()).id()
                    == where.region().id());
    return of(key, belongs ? row : null);
  }

  /** The subspaces whose regions an object may be in beside its key region. */
  static List<Subspace> others(Space space) {
    return space.subspaces().subList(1, space.subspaces().size());
  }

  static boolean isKeySubspace(Space space, Subspace subspace) {
    return subspace.id() == space.keySubspace().id();
  }
}
