package org.hyperdex.storage.rows;

import java.nio.ByteBuffer;
import org.hyperdex.core.data.Bytes;

/**
 * How far an index of a region is, on this server.
 *
 * @param complete whether every row has its entries
 * @param rowsDone how many rows the building has been through
 * @param from the key at which the building goes on: all rows before it have their entries
 */
record IndexState(boolean complete, long rowsDone, Bytes from) {
  static final IndexState BEGINNING = new IndexState(false, 0, Bytes.EMPTY);

  static IndexState completed(long rowsDone) {
    return new IndexState(true, rowsDone, Bytes.EMPTY);
  }

  byte[] encoded() {
    return ByteBuffer.allocate(1 + Long.BYTES + from.length())
        .put((byte) (complete ? 1 : 0))
        .putLong(rowsDone)
        .put(from.array())
        .array();
  }

  static IndexState decode(byte[] encoded) {
    if (encoded.length < 1 + Long.BYTES) {
      throw new StorageFailure("the state of an index has " + encoded.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(encoded);
    boolean complete = buffer.get() == 1;
    return new IndexState(complete, buffer.getLong(), RegionKeys.bytes(buffer, buffer.remaining()));
  }
}
