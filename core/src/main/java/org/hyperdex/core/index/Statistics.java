package org.hyperdex.core.index;

import org.hyperdex.core.query.ValueRange;

/** About how much a region holds. Cheap to ask: nothing is read for it. */
public interface Statistics {
  /** About how many rows have keys in {@code keys}. */
  long rowsAbout(ValueRange keys);

  /** About how many entries of {@code index} lie in {@code range}. */
  long entriesAbout(long index, ValueRange range);
}
