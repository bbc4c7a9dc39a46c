package org.hyperdex.core.replication;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.XxHash64;
import org.hyperdex.core.protocol.StoredRow;

/** Sums up rows in the order of their keys, so that two servers can tell whether theirs differ. */
final class RowsDigest {
  private static final long PRIME = 0x9e3779b185ebca87L;

  private long digest;
  private int rows;
  private long bytes;

  void add(Bytes key, StoredRow row) {
    mix(XxHash64.hash(key.array()));
    mix(row.version().epoch());
    mix(row.version().counter());
    mix(XxHash64.hash(row.row().array()));
    rows++;
    bytes += rowBytes(key, row);
  }

  private void mix(long value) {
    digest = Long.rotateLeft((digest ^ value) * PRIME, 29);
  }

  /** What a row weighs in a transfer, about. */
  static long rowBytes(Bytes key, StoredRow row) {
    return key.length() + row.row().length() + 24L;
  }

  long digest() {
    return digest;
  }

  int rows() {
    return rows;
  }

  long bytes() {
    return bytes;
  }
}
