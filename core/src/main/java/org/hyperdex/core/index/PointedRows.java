package org.hyperdex.core.index;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.jspecify.annotations.Nullable;

/** The rows of keys that come from indices. */
final class PointedRows implements Candidates {
  private final RegionView view;
  private final KeyStream keys;
  private @Nullable StoredRow found;

  PointedRows(RegionView view, KeyStream keys) {
    this.view = view;
    this.keys = keys;
  }

  @Override
  public Step step() {
    Step step = keys.step();
    if (step != Step.FOUND) {
      return step;
    }
    StoredRow row = view.row(keys.key());
    // An entry without its row is a fault of the index, which is not for searches to report.
    found = row != null && keys.isTrueOf(row.row()) ? row : null;
    return found == null ? Step.NONE_YET : Step.FOUND;
  }

  @Override
  public Bytes key() {
    return keys.key();
  }

  @Override
  public Version version() {
    return stored().version();
  }

  @Override
  public Bytes row() {
    return stored().row();
  }

  private StoredRow stored() {
    StoredRow row = found;
    if (row == null) {
      throw new IllegalStateException("there is no row");
    }
    return row;
  }

  @Override
  public void close() {
    keys.close();
  }
}
