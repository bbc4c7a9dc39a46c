package org.hyperdex.core.index;

import java.util.HashMap;
import java.util.Map;
import org.hyperdex.core.query.ValueRange;

/**
 * Statistics that remember their answers: several plans, and several alternatives of a predicate,
 * ask for the same. For one choice; used by one thread.
 */
final class AskedOnce implements Statistics {
  private record Entries(long index, ValueRange range) {}

  private final Statistics asked;
  private final Map<ValueRange, Long> rows = new HashMap<>();
  private final Map<Entries, Long> entries = new HashMap<>();

  AskedOnce(Statistics asked) {
    this.asked = asked;
  }

  @Override
  public long rowsAbout(ValueRange keys) {
    return rows.computeIfAbsent(keys, asked::rowsAbout);
  }

  @Override
  public long entriesAbout(long index, ValueRange range) {
    return entries.computeIfAbsent(
        new Entries(index, range), _ -> asked.entriesAbout(index, range));
  }
}
