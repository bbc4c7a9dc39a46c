package org.hyperdex.core.hyperspace;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceParser;
import org.hyperdex.core.schema.SpaceText;

/** Makes spaces without a cluster. */
final class Spaces {
  private Spaces() {}

  static Space of(String description) {
    return of(SpaceParser.parse(description));
  }

  static Space of(SpaceDescription description) {
    AtomicLong ids = new AtomicLong();
    return new Space(
        ids.incrementAndGet(),
        description.name(),
        description.schema(),
        description.faultTolerance(),
        description.partitions(),
        SpaceText.of(description),
        Layout.subspaces(description, ids::incrementAndGet),
        List.of());
  }
}
