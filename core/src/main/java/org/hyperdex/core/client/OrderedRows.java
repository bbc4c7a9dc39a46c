package org.hyperdex.core.client;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.client.OrderedMerge.Taken;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.jspecify.annotations.Nullable;

/** Rows are delivered when none can come before them. */
public final class OrderedRows implements RowMerge {
  private final Columns columns;
  private final OrderedMerge merge;

  /**
   * Nothing has come yet.
   *
   * @param columns what is asked of the regions
   */
  public OrderedRows(Columns columns, OrderedMerge merge) {
    this.columns = columns;
    this.merge = merge;
  }

  @Override
  public int shareRows() {
    return merge.shareRows();
  }

  @Override
  public Listing listing() {
    return merge.listing();
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
  }

  @Override
  public void opened(int region) {
    merge.opened(region);
  }

  @Override
  public void arrived(int region, List<FoundRow> rows) {
    merge.arrived(region, rows);
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
    return merge.mustRead();
  }

  @Override
  public List<Bytes> takeKeys() {
    return merge.takeMoved();
  }

  @Override
  public void found(FoundRow row) {
    StoredRow whole = row.row();
    StoredRow wanted = new StoredRow(whole.version(), columns.of(whole.row()));
    merge.found(new FoundRow(row.key(), wanted));
  }

  @Override
  public void read() {
    merge.read();
  }

  @Override
  public @Nullable Portion next() {
    Optional<Taken> next = merge.next();
    if (next.isEmpty()) {
      return null;
    }
    Taken taken = next.get();
    int region = taken.region() == OrderedMerge.BY_ITSELF ? NO_REGION : taken.region();
    List<FoundRow> rows = taken.fresh() ? List.of(taken.row()) : List.of();
    return new Portion(region, taken.run(), 1, 0, rows);
  }

  @Override
  public boolean isComplete() {
    return merge.isComplete();
  }

  @Override
  public int consumed(Portion portion) {
    return merge.consumed(portion.region(), portion.run(), portion.taken());
  }

  @Override
  public void close() {
    merge.close();
  }
}
