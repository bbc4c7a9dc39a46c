package org.hyperdex.core.client;

import java.util.Arrays;
import org.hyperdex.core.data.Bytes;

/**
 * A set of keys that only grows, in little memory: the bytes of each key, 12 bytes for its place
 * and length, and a hash table of 4 bytes per entry that is at most two thirds full. No key costs
 * an object.
 */
final class KeySet {
  private static final int CHUNK_BYTES = 1 << 20;

  /** Places are 1 + an index into {@link #starts}; 0 is free. */
  private int[] table = new int[64];

  /** Chunk number and offset of each key, and its length. */
  private long[] starts = new long[32];

  private int[] lengths = new int[32];
  private byte[][] chunks = new byte[4][];
  private int chunkCount;
  private int chunkUsed;
  private int size;

  /** Adds {@code key}; whether it was not there before. */
  boolean add(Bytes key) {
    int slot = find(table, key);
    if (table[slot] != 0) {
      return false;
    }
    if ((size + 1) * 3L > table.length * 2L) {
      table = rehashed();
      slot = find(table, key);
    }
    append(key.array());
    table[slot] = size;
    return true;
  }

  boolean contains(Bytes key) {
    return table[find(table, key)] != 0;
  }

  int size() {
    return size;
  }

  private int find(int[] places, Bytes key) {
    byte[] array = key.array();
    int slot = spread(Arrays.hashCode(array)) & places.length - 1;
    while (places[slot] != 0 && !equalsAt(places[slot] - 1, array)) {
      slot = slot + 1 & places.length - 1;
    }
    return slot;
  }

  private boolean equalsAt(int index, byte[] key) {
    if (lengths[index] != key.length) {
      return false;
    }
    byte[] chunk = chunks[(int) (starts[index] >>> 32)];
    int from = (int) starts[index];
    return Arrays.equals(chunk, from, from + key.length, key, 0, key.length);
  }

  private void append(byte[] key) {
    if (chunkCount == 0 || chunkUsed + key.length > chunks[chunkCount - 1].length) {
      if (chunkCount == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunkCount * 2);
      }
      // The first chunk is small: most searches find little.
      int bytes = chunkCount == 0 ? 4096 : CHUNK_BYTES;
      chunks[chunkCount] = new byte[Math.max(bytes, key.length)];
      chunkCount++;
      chunkUsed = 0;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    System.arraycopy(key, 0, chunks[chunkCount - 1], chunkUsed, key.length);
    starts[size] = (long) (chunkCount - 1) << 32 | chunkUsed;
    lengths[size] = key.length;
    chunkUsed += key.length;
    size++;
  }

  private int[] rehashed() {
    int[] larger = new int[table.length * 2];
    for (int i = 0; i < size; i++) {
      byte[] chunk = chunks[(int) (starts[i] >>> 32)];
      int from = (int) starts[i];
      int slot = spread(hash(chunk, from, from + lengths[i])) & larger.length - 1;
      while (larger[slot] != 0) {
        slot = slot + 1 & larger.length - 1;
      }
      larger[slot] = i + 1;
    }
    return larger;
  }

  /** As {@link Arrays#hashCode(byte[])} computes it. */
  private static int hash(byte[] array, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9e3779b9;
    return mixed ^ mixed >>> 16;
  }
}
