package org.hyperdex.core.index;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.ValueRange;
import org.jspecify.annotations.Nullable;

/** All rows with keys in some ranges; of single keys those that are there. */
final class ScannedRows implements Candidates {
  private final RegionView view;
  private final Deque<ValueRange> left;
  private RegionView.@Nullable RowCursor rows;
  private Bytes singleKey = Bytes.EMPTY;
  private @Nullable StoredRow single;

  ScannedRows(RegionView view, List<ValueRange> ranges) {
    this.view = view;
    left = new ArrayDeque<>(ranges);
  }

  @Override
  public Step step() {
    RegionView.RowCursor cursor = rows;
    single = null;
    if (cursor == null) {
      if (left.isEmpty()) {
        return Step.END;
      }
      ValueRange range = left.removeFirst();
      if (range.single().isPresent()) {
        return lookUp(range.single().get());
      }
      cursor = view.rows(range);
      rows = cursor;
    }
    if (cursor.advance()) {
      return Step.FOUND;
    }
    close();
    return Step.NONE_YET;
  }

  private Step lookUp(Bytes key) {
    StoredRow found = view.row(key);
    singleKey = key;
    single = found;
    return found == null ? Step.NONE_YET : Step.FOUND;
  }

  @Override
  public Bytes key() {
    return single == null ? cursor().key() : singleKey;
  }

  @Override
  public Version version() {
    StoredRow found = single;
    return found == null ? cursor().version() : found.version();
  }

  @Override
  public Bytes row() {
    StoredRow found = single;
    return found == null ? cursor().row() : found.row();
  }

  private RegionView.RowCursor cursor() {
    RegionView.RowCursor cursor = rows;
    if (cursor == null) {
      throw new IllegalStateException("there is no row");
    }
    return cursor;
  }

  @Override
  public void close() {
    RegionView.RowCursor cursor = rows;
    rows = null;
    if (cursor != null) {
      cursor.close();
    }
  }
}
