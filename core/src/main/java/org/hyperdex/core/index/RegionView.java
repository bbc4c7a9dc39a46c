package org.hyperdex.core.index;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.ValueRange;
import org.jspecify.annotations.Nullable;

/** One region, with its indices, as it was at one moment. Used by one thread at a time. */
public interface RegionView {
  /** Walks over the rows with keys in {@code keys}. The caller closes the cursor. */
  RowCursor rows(ValueRange keys);

  /** Walks over the entries of {@code index} in {@code range}. The caller closes the cursor. */
  EntryCursor entries(long index, ValueRange range);

  /** The row of {@code key}, or null. */
  @Nullable StoredRow row(Bytes key);

  /** Rows in the order of their keys; before the first {@link #advance} it is at none. */
  interface RowCursor extends AutoCloseable {
    /** Steps to the next row; false if there is none. */
    boolean advance();

    /** The key of the row. */
    Bytes key();

    /** The version of the row. */
    Version version();

    /** The encoded row. */
    Bytes row();

    @Override
    void close();
  }

  /** Entries in their order; before the first move it is at none. */
  interface EntryCursor extends AutoCloseable {
    /** Steps to the next entry, at first to the first one; false if there is none. */
    boolean advance();

    /** Goes to the first entry of the range that is not below {@code from}; false if none is. */
    boolean seek(Bytes from);

    /** The entry. */
    Bytes entry();

    @Override
    void close();
  }
}
