package org.hyperdex.simulation;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.RegionView;
import org.hyperdex.core.index.Statistics;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.replication.RegionStore;
import org.hyperdex.simulation.SimulatedIndices.Usable;
import org.jspecify.annotations.Nullable;

/** One region of a disk, with its indices, as it was at one moment. */
final class FrozenRegion implements RegionView {
  private static final int DEGREES_OF_WRONGNESS = 11;

  /** All regions of a shard at one moment. */
  record Frozen(Map<Long, FrozenRegion> regions) implements RegionStore.Snapshot {
    FrozenRegion region(long region) {
      return Objects.requireNonNull(regions.get(region));
    }
  }

  private final NavigableMap<Bytes, StoredRow> rows;
  private final Map<Long, NavigableSet<Bytes>> entries = new TreeMap<>();
  private final Usable usable;

  /** Freezes what {@code records} are now. */
  FrozenRegion(RegionRecords records, Usable usable) {
    rows = new TreeMap<>(records.rows);
    records.indices.forEach((id, index) -> entries.put(id, new TreeSet<>(index.entries)));
    this.usable = usable;
  }

  /** What a search may use. */
  Usable usable() {
    return usable;
  }

  int size() {
    return rows.size();
  }

  private NavigableSet<Bytes> ofIndex(long index) {
    return entries.getOrDefault(index, new TreeSet<>());
  }

  private static NavigableSet<Bytes> within(NavigableSet<Bytes> set, ValueRange range) {
    if (range.isEmpty()) {
      return new TreeSet<>();
    }
    NavigableSet<Bytes> tail = set.tailSet(range.lower(), true);
    return range.upper().isPresent() ? tail.headSet(range.upper().get(), false) : tail;
  }

  /** Counts that are wrong by up to 32 times, so that all plans are tried. */
  Statistics guesses(SplittableRandom random) {
    return new Statistics() {
      @Override
      public long rowsAbout(ValueRange keys) {
        return wrong(within(rows.navigableKeySet(), keys).size());
      }

      @Override
      public long entriesAbout(long index, ValueRange range) {
        return wrong(within(ofIndex(index), range).size());
      }

      private long wrong(long count) {
        int middle = DEGREES_OF_WRONGNESS / 2;
        return (count << random.nextInt(DEGREES_OF_WRONGNESS)) >> middle;
      }
    };
  }

  @Override
  public @Nullable StoredRow row(Bytes key) {
    return rows.get(key);
  }

  @Override
  public RowCursor rows(ValueRange keys) {
    NavigableMap<Bytes, StoredRow> those = new TreeMap<>(rows);
    those.keySet().retainAll(within(rows.navigableKeySet(), keys));
    return new Rows(those);
  }

  @Override
  public EntryCursor entries(long index, ValueRange range) {
    return new Entries(new TreeSet<>(within(ofIndex(index), range)));
  }

  /** Takes each row off the front. */
  private static final class Rows implements RowCursor {
    private final NavigableMap<Bytes, StoredRow> left;
    private Map.@Nullable Entry<Bytes, StoredRow> at;

    private Rows(NavigableMap<Bytes, StoredRow> left) {
      this.left = left;
    }

    @Override
    public boolean advance() {
      at = left.pollFirstEntry();
      return at != null;
    }

    private Map.Entry<Bytes, StoredRow> current() {
      Map.Entry<Bytes, StoredRow> entry = at;
      if (entry == null) {
        throw new IllegalStateException("at no row");
      }
      return entry;
    }

    @Override
    public Bytes key() {
      return current().getKey();
    }

    @Override
    public Version version() {
      return current().getValue().version();
    }

    @Override
    public Bytes row() {
      return current().getValue().row();
    }

    @Override
    public void close() {}
  }

  private static final class Entries implements EntryCursor {
    private final NavigableSet<Bytes> all;
    private @Nullable Bytes at;

    private Entries(NavigableSet<Bytes> all) {
      this.all = all;
    }

    @Override
    public boolean advance() {
      Bytes now = at;
      at = now == null ? (all.isEmpty() ? null : all.first()) : all.higher(now);
      return at != null;
    }

    @Override
    public boolean seek(Bytes from) {
      at = all.ceiling(from);
      return at != null;
    }

    @Override
    public Bytes entry() {
      Bytes entry = at;
      if (entry == null) {
        throw new IllegalStateException("at no entry");
      }
      return entry;
    }

    @Override
    public void close() {}
  }
}
