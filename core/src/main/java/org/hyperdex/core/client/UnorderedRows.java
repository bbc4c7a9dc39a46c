package org.hyperdex.core.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.SearchWindow;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.jspecify.annotations.Nullable;

/** Rows are delivered as they come. */
public final class UnorderedRows implements RowMerge {
  private final Columns columns;
  private final SearchMerge merge;
  private final Deque<Portion> portions = new ArrayDeque<>();
  private boolean reading;

  /**
   * Nothing has come yet.
   *
   * @param columns what is asked of the regions
   */
  public UnorderedRows(Columns columns, SearchMerge merge) {
    this.columns = columns;
    this.merge = merge;
  }

  @Override
  public int shareRows() {
    return merge.shareRows();
  }

  @Override
  public Listing listing() {
    return new Listing(columns, Optional.empty());
  }

  @Override
  public int run(int region) {
    return merge.run(region);
  }

  @Override
  public void restart(int region) {
    merge.restart(region);
  }

  @Override
  public void restart() {
    merge.restart();
    reading = false;
  }

  @Override
  public void opened(int region) {
    // What has moved is read in the end.
  }

  @Override
  public void arrived(int region, List<FoundRow> rows) {
    List<FoundRow> fresh = new ArrayList<>(rows.size());
    long bytes = 0;
    for (FoundRow row : rows) {
      bytes += SearchWindow.bytes(row);
      if (merge.accept(region, row.key())) {
        fresh.add(row);
      }
    }
    // Without a fresh row too: the reader gives back the room the others took.
    portions.add(new Portion(region, merge.run(region), rows.size(), bytes, fresh));
  }

  @Override
  public void complete(int region) {
    merge.complete(region);
  }

  @Override
  public void moved(Bytes key) {
    merge.moved(key);
  }

  @Override
  public boolean mustRead() {
    return merge.isComplete() && !reading && merge.mayMiss();
  }

  @Override
  public List<Bytes> takeKeys() {
    List<Bytes> missing = merge.takeMissing();
    reading = !missing.isEmpty();
    return missing;
  }

  @Override
  public void found(FoundRow row) {
    if (merge.acceptMissing(row.key())) {
      StoredRow whole = row.row();
      StoredRow wanted = new StoredRow(whole.version(), columns.of(whole.row()));
      portions.add(new Portion(NO_REGION, 0, 0, 0, List.of(new FoundRow(row.key(), wanted))));
    }
  }

  @Override
  public void read() {
    reading = false;
  }

  @Override
  public @Nullable Portion next() {
    return portions.poll();
  }

  @Override
  public boolean isComplete() {
    return portions.isEmpty() && merge.isComplete() && !reading && !merge.mayMiss();
  }

  @Override
  public int consumed(Portion portion) {
    return merge.consumed(portion.region(), portion.run(), portion.taken(), portion.bytes());
  }

  @Override
  public void close() {
    merge.close();
  }
}
