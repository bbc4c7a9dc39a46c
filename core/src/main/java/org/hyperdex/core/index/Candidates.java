package org.hyperdex.core.index;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Version;

/** Finds the rows of a plan's part, one after the other, in steps of bounded work. */
interface Candidates extends AutoCloseable {
  /** What a step came to. */
  enum Step {
    /** There is a row. */
    FOUND,
    /** None yet. */
    NONE_YET,
    /** There is no further one. */
    END
  }

  /** Looks a bit further. */
  Step step();

  /** The key of the row that was found. */
  Bytes key();

  /** Its version. */
  Version version();

  /** The encoded row. */
  Bytes row();

  @Override
  void close();

  /** The candidates of {@code plan}, which is no union. */
  static Candidates of(RegionView view, Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> new ScannedRows(view, scan.keys().ranges());
      case Plan.Pick pick -> new PointedRows(view, new PickedKeys(view, pick));
      case Plan.Intersect intersect -> new PointedRows(view, new CommonKeys(view, intersect));
      case Plan.Nothing _, Plan.Union _ -> throw new IllegalArgumentException(plan.text());
    };
  }
}
