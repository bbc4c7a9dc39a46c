package org.hyperdex.core.hyperspace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash function XXH64 with seed 0, after the specification in Yann Collet's xxHash,
 * doc/xxhash_spec.md.
 */
public final class XxHash64 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long PRIME_1 = 0x9e3779b185ebca87L;
  private static final long PRIME_2 = 0xc2b2ae3d27d4eb4fL;
  private static final long PRIME_3 = 0x165667b19e3779f9L;
  private static final long PRIME_4 = 0x85ebca77c2b2ae63L;
  private static final long PRIME_5 = 0x27d4eb2f165667c5L;
  private static final int STRIPE_BYTES = 32;

  private XxHash64() {}

  /** The hash of all of {@code input}. */
  public static long hash(byte[] input) {
    int offset = 0;
    long accumulator;
    if (input.length >= STRIPE_BYTES) {
      long lane1 = PRIME_2;
      lane1 += PRIME_1;
      long lane2 = PRIME_2;
      long lane3 = 0;
      long lane4 = -PRIME_1;
      for (; offset <= input.length - STRIPE_BYTES; offset += STRIPE_BYTES) {
        lane1 = round(lane1, (long) LONG.get(input, offset));
        lane2 = round(lane2, (long) LONG.get(input, offset + 8));
        lane3 = round(lane3, (long) LONG.get(input, offset + 16));
        lane4 = round(lane4, (long) LONG.get(input, offset + 24));
      }
      accumulator =
          Long.rotateLeft(lane1, 1)
              + Long.rotateLeft(lane2, 7)
              + Long.rotateLeft(lane3, 12)
              + Long.rotateLeft(lane4, 18);
      accumulator = merge(accumulator, lane1);
      accumulator = merge(accumulator, lane2);
      accumulator = merge(accumulator, lane3);
      accumulator = merge(accumulator, lane4);
    } else {
      accumulator = PRIME_5;
    }
    return avalanche(rest(accumulator + input.length, input, offset));
  }

  private static long rest(long start, byte[] input, int from) {
    long accumulator = start;
    int offset = from;
    for (; offset <= input.length - Long.BYTES; offset += Long.BYTES) {
      accumulator ^= round(0, (long) LONG.get(input, offset));
      accumulator = Long.rotateLeft(accumulator, 27) * PRIME_1 + PRIME_4;
    }
    if (offset <= input.length - Integer.BYTES) {
      accumulator ^= Integer.toUnsignedLong((int) INT.get(input, offset)) * PRIME_1;
      accumulator = Long.rotateLeft(accumulator, 23) * PRIME_2 + PRIME_3;
      offset += Integer.BYTES;
    }
    for (; offset < input.length; offset++) {
      accumulator ^= (input[offset] & 0xff) * PRIME_5;
      accumulator = Long.rotateLeft(accumulator, 11) * PRIME_1;
    }
    return accumulator;
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
  }

  private static long merge(long accumulator, long lane) {
    return (accumulator ^ round(0, lane)) * PRIME_1 + PRIME_4;
  }

  private static long avalanche(long accumulator) {
    long mixed = (accumulator ^ accumulator >>> 33) * PRIME_2;
    mixed = (mixed ^ mixed >>> 29) * PRIME_3;
    return mixed ^ mixed >>> 32;
  }
}
