package org.hyperdex.core.data;

/**
 * Well-formed UTF-8 by table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing
 * beyond U+10FFFF.
 */
public final class Utf8 {
  private Utf8() {}

  /** Whether {@code bytes} are well formed. */
  public static boolean isValid(Bytes bytes) {
    return isValid(bytes.array(), 0, bytes.length());
  }

  static boolean isValid(byte[] array, int from, int to) {
    int offset = from;
    while (offset < to) {
      int length = array[offset] >= 0 ? 1 : sequenceLength(array, offset, to);
      if (length == 0) {
        return false;
      }
      offset += length;
    }
    return true;
  }

  /** The length of the sequence of two to four bytes at {@code offset}; 0 if it is malformed. */
  private static int sequenceLength(byte[] array, int offset, int to) {
    int lead = array[offset] & 0xff;
    int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || length > to - offset) {
      return 0;
    }
    int second = array[offset + 1] & 0xff;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((array[offset + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
