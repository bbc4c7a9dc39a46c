package org.hyperdex.core.index;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.ValueRange;
import org.jspecify.annotations.Nullable;

/** A region in memory that keeps its indices as a store does, and counts exactly. */
public final class MemoryRegion implements RegionView, Statistics {
  private final List<IndexEntries> indices;
  private final NavigableMap<Bytes, StoredRow> rows = new TreeMap<>();
  private final Map<Long, NavigableSet<Bytes>> entries = new TreeMap<>();
  private long counter;

  /** How many rows were read, by whatever way. */
  public int rowsRead;

  /** How many cursors are open. */
  public int open;

  public MemoryRegion(List<IndexEntries> indices) {
    this.indices = indices;
    indices.forEach(index -> entries.put(index.index().id(), new TreeSet<>()));
  }

  /** Puts the row in place, or removes it if there is none. */
  public void write(Bytes key, @Nullable Bytes row) {
    StoredRow before =
        row == null
            ? rows.remove(key)
            : rows.put(key, new StoredRow(new Version(1, ++counter), row));
    for (IndexEntries index : indices) {
      NavigableSet<Bytes> those = ofIndex(index.index().id());
      index.changes(
          key,
          before == null ? null : before.row(),
          row,
          (entry, comes) -> {
            if (!(comes ? those.add(entry) : those.remove(entry))) {
              throw new AssertionError("entry " + entry + (comes ? " is there" : " is not there"));
            }
          });
    }
  }

  public List<IndexEntries> indices() {
    return indices;
  }

  public NavigableMap<Bytes, StoredRow> all() {
    return rows;
  }

  public NavigableSet<Bytes> ofIndex(long index) {
    NavigableSet<Bytes> those = entries.get(index);
    if (those == null) {
      throw new AssertionError("there is no index " + index);
    }
    return those;
  }

  @Override
  public long rowsAbout(ValueRange keys) {
    return within(rows.navigableKeySet(), keys).size();
  }

  private static NavigableSet<Bytes> within(NavigableSet<Bytes> set, ValueRange range) {
    if (range.isEmpty()) {
      return new TreeSet<>();
    }
    NavigableSet<Bytes> tail = set.tailSet(range.lower(), true);
    return range.upper().isPresent() ? tail.headSet(range.upper().get(), false) : tail;
  }

  @Override
  public long entriesAbout(long index, ValueRange range) {
    return within(ofIndex(index), range).size();
  }

  @Override
  public @Nullable StoredRow row(Bytes key) {
    rowsRead++;
    return rows.get(key);
  }

  @Override
  public RowCursor rows(ValueRange keys) {
    open++;
    Iterator<Bytes> iterator = within(rows.navigableKeySet(), keys).iterator();
    return new RowCursor() {
      private Bytes at = Bytes.EMPTY;

      @Override
      public boolean advance() {
        if (!iterator.hasNext()) {
          return false;
        }
        at = iterator.next();
        rowsRead++;
        return true;
      }

      @Override
      public Bytes key() {
        return at;
      }

      @Override
      public Version version() {
        return rows.get(at).version();
      }

      @Override
      public Bytes row() {
        return rows.get(at).row();
      }

      @Override
      public void close() {
        open--;
      }
    };
  }

  @Override
  public EntryCursor entries(long index, ValueRange range) {
    open++;
    NavigableSet<Bytes> those = within(ofIndex(index), range);
    return new EntryCursor() {
      private @Nullable Bytes at;

      @Override
      public boolean advance() {
        Bytes now = at;
        return move(now == null ? those.ceiling(range.lower()) : those.higher(now));
      }

      @Override
      public boolean seek(Bytes from) {
        Bytes least = from.compareTo(range.lower()) < 0 ? range.lower() : from;
        return move(range.beyond(least) ? null : those.ceiling(least));
      }

      private boolean move(@Nullable Bytes to) {
        at = to;
        return to != null;
      }

      @Override
      public Bytes entry() {
        Bytes now = at;
        if (now == null) {
          throw new AssertionError("at no entry");
        }
        return now;
      }

      @Override
      public void close() {
        open--;
      }
    };
  }
}
