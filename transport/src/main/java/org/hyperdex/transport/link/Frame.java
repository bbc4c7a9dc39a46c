package org.hyperdex.transport.link;

/** The bytes of a frame: a range of an array, shared. */
@SuppressWarnings("ArrayRecordComponent") // never compared; it only carries three things at once
record Frame(byte[] array, int offset, int length) {
  static Frame of(byte[] array) {
    return new Frame(array, 0, array.length);
  }
}
