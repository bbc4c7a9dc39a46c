package org.hyperdex.core.index;

import java.util.ArrayDeque;
import java.util.Deque;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.Candidates.Step;
import org.hyperdex.core.query.ValueRange;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the entries in some ranges of one index. Each once: only containers have several
 * entries for an object, and of those only single values are looked up.
 */
final class PickedKeys implements KeyStream {
  private final RegionView view;
  private final IndexEntries index;
  private final Deque<ValueRange> left;
  private RegionView.@Nullable EntryCursor entries;
  private Bytes entry = Bytes.EMPTY;
  private Bytes key = Bytes.EMPTY;

  PickedKeys(RegionView view, Plan.Pick pick) {
    this.view = view;
    index = pick.index();
    left = new ArrayDeque<>(pick.ranges());
  }

  @Override
  public Step step() {
    RegionView.EntryCursor cursor = entries;
    if (cursor == null) {
      if (left.isEmpty()) {
        return Step.END;
      }
      cursor = view.entries(index.index().id(), left.removeFirst());
      entries = cursor;
    }
    if (cursor.advance()) {
      entry = cursor.entry();
      key = index.form().key(entry);
      return Step.FOUND;
    }
    close();
    return Step.NONE_YET;
  }

  @Override
  public Bytes key() {
    return key;
  }

  @Override
  public boolean isTrueOf(Bytes row) {
    return index.type() instanceof AttributeType.Container || index.of(key, row).contains(entry);
  }

  @Override
  public void close() {
    RegionView.EntryCursor cursor = entries;
    entries = null;
    if (cursor != null) {
      cursor.close();
    }
  }
}
