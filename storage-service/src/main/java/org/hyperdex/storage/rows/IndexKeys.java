package org.hyperdex.storage.rows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.query.ValueRange;

/**
 * The bytes of keys in the family of indices.
 *
 * <pre>
 * region 8, index 8         -> {@link IndexState}
 * region 8, index 8, entry  -> nothing
 * </pre>
 *
 * Numbers are big endian; no entry is empty.
 */
final class IndexKeys {
  static final int PREFIX_BYTES = 2 * Long.BYTES;

  private IndexKeys() {}

  /** The key of the state, and what the keys of entries begin with. */
  static byte[] state(long region, long index) {
    return ByteBuffer.allocate(PREFIX_BYTES).putLong(region).putLong(index).array();
  }

  /** The first key after all of the index. Ids are small numbers, there is one. */
  static byte[] after(long region, long index) {
    return state(region, index + 1);
  }

  static byte[] entry(long region, long index, Bytes entry) {
    return ByteBuffer.allocate(PREFIX_BYTES + entry.length())
        .putLong(region)
        .putLong(index)
        .put(entry.array())
        .array();
  }

  /** Where a scan over {@code entries} begins. */
  static byte[] from(long region, long index, ValueRange entries) {
    Bytes lower = entries.lower();
    return entry(region, index, lower.length() == 0 ? lower.successor() : lower);
  }

  /** The first key a scan over {@code entries} does not look at. */
  static byte[] to(long region, long index, ValueRange entries) {
    return entries
        .upper()
        .map(upper -> entry(region, index, upper))
        .orElseGet(() -> after(region, index));
  }

  static long region(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  static long index(byte[] key) {
    return ByteBuffer.wrap(key).getLong(Long.BYTES);
  }

  /** The entry in a key. */
  static Bytes entry(byte[] key) {
    return Bytes.wrap(Arrays.copyOfRange(key, PREFIX_BYTES, key.length));
  }
}
