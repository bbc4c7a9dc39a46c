package org.hyperdex.core.client;

import java.util.Arrays;
import org.hyperdex.core.data.Bytes;

/**
 * A set of keys that only grows, in little memory: the bytes of each key, 12 bytes for its place
 * and length, and a hash table of 4 bytes per entry that is at most two thirds full. No key costs
 * an object.
 *
 * <p>All of it is taken from a budget before it is allocated. While an array is replaced by one of
 * twice the length, both are there; only the new one is counted.
 */
final class KeySet {
  /** What {@link #add} did. */
  enum Added {
    /** The key is there now. */
    ADDED,
    /** It was there before. */
    KNOWN,
    /** The budget does not have the bytes; nothing has changed. */
    NO_ROOM
  }

  private static final int CHUNK_BYTES = 1 << 20;
  private static final int FIRST_CHUNK_BYTES = 4096;
  private static final int FIRST_TABLE = 64;
  private static final int FIRST_KEYS = 32;
  private static final int PLACE_BYTES = Long.BYTES + Integer.BYTES;

  private final ByteBudget budget;
  private long heldBytes;

  /** Places are 1 + an index into {@link #starts}; 0 is free. */
  private int[] table = new int[FIRST_TABLE];

  /** Chunk number and offset of each key, and its length. */
  private long[] starts = new long[FIRST_KEYS];

  private int[] lengths = new int[FIRST_KEYS];
  private byte[][] chunks = new byte[4][];
  private int chunkCount;
  private int chunkUsed;
  private int size;

  /** A set of no keys, whose memory is taken from {@code budget}. */
  KeySet(ByteBudget budget) {
    this.budget = budget;
  }

  /** Adds {@code key} unless it is there. */
  Added add(Bytes key) {
    int slot = find(table, key);
    if (table[slot] != 0) {
      return Added.KNOWN;
    }
    long growthBytes = growthBytes(key.length());
    if (!budget.take(growthBytes)) {
      return Added.NO_ROOM;
    }
    heldBytes += growthBytes;
    if (tableIsFull()) {
      table = rehashed();
      slot = find(table, key);
    }
    append(key.array());
    table[slot] = size;
    return Added.ADDED;
  }

  /** How much is taken from the budget. */
  long heldBytes() {
    return heldBytes;
  }

  /** Forgets all keys and gives back what was taken for them. */
  void release() {
    budget.give(heldBytes);
    heldBytes = 0;
    table = new int[FIRST_TABLE];
    starts = new long[FIRST_KEYS];
    lengths = new int[FIRST_KEYS];
    chunks = new byte[4][];
    chunkCount = 0;
    chunkUsed = 0;
    size = 0;
  }

  /** By how much the arrays grow with a key of so many bytes; with the first by all there is. */
  private long growthBytes(int keyBytes) {
    long bytes = size == 0 ? FIRST_TABLE * (long) Integer.BYTES + FIRST_KEYS * PLACE_BYTES : 0;
    if (tableIsFull()) {
      bytes += table.length * (long) Integer.BYTES;
    }
    if (size == starts.length) {
      bytes += size * (long) PLACE_BYTES;
    }
    if (needsChunk(keyBytes)) {
      bytes += newChunkBytes(keyBytes);
    }
    return bytes;
  }

  private boolean tableIsFull() {
    return (size + 1) * 3L > table.length * 2L;
  }

  private boolean needsChunk(int keyBytes) {
    return chunkCount == 0 || chunkUsed + keyBytes > chunks[chunkCount - 1].length;
  }

  /** The first chunk is small: most searches find little. */
  private int newChunkBytes(int keyBytes) {
    return Math.max(chunkCount == 0 ? FIRST_CHUNK_BYTES : CHUNK_BYTES, keyBytes);
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
    if (needsChunk(key.length)) {
      if (chunkCount == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunkCount * 2);
      }
      chunks[chunkCount] = new byte[newChunkBytes(key.length)];
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
