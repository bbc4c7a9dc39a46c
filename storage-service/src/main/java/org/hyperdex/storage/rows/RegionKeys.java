package org.hyperdex.storage.rows;

import java.nio.ByteBuffer;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.ValueRange;

/**
 * The bytes of keys and of what is fixed in size.
 *
 * <pre>
 * rows        region 8, key                  -> version 16, row
 * pending     region 8, key, version 16      -> {@link PendingCodec}
 * outcomes    region 8, client 8, sequence 8 -> outcome 1, version 16
 * tombstones  region 8, key                  -> version 16, key region 8
 * </pre>
 *
 * All numbers are big endian, so a region is one range and the pending writes of one key lie in
 * version order.
 */
final class RegionKeys {
  static final int REGION_BYTES = 8;
  static final int VERSION_BYTES = 16;

  private RegionKeys() {}

  static byte[] region(long region) {
    return ByteBuffer.allocate(REGION_BYTES).putLong(region).array();
  }

  /** The first key after all of {@code region}. Region ids are small numbers, there is one. */
  static byte[] after(long region) {
    return region(region + 1);
  }

  /** The engine key at which a scan over {@code range} begins. */
  static byte[] from(long region, ValueRange range) {
    return row(region, range.lower());
  }

  /** The first engine key a scan over {@code range} does not look at. */
  static byte[] to(long region, ValueRange range) {
    return range.upper().map(key -> row(region, key)).orElseGet(() -> after(region));
  }

  /** The engine key of an object. */
  static byte[] row(long region, Bytes key) {
    byte[] bytes = new byte[REGION_BYTES + key.length()];
    ByteBuffer.wrap(bytes).putLong(region).put(key.array());
    return bytes;
  }

  static void putVersion(ByteBuffer buffer, Version version) {
    buffer.putLong(version.epoch()).putLong(version.counter());
  }

  static Version version(ByteBuffer buffer) {
    return new Version(buffer.getLong(), buffer.getLong());
  }

  /** The byte that stands for a constant of the protocol: their order is fixed there for ever. */
  @SuppressWarnings("EnumOrdinal")
  static byte code(Enum<?> constant) {
    return (byte) constant.ordinal();
  }

  static Bytes bytes(ByteBuffer buffer, int length) {
    byte[] array = new byte[length];
    buffer.get(array);
    return Bytes.wrap(array);
  }
}
