package org.hyperdex.core.replication;

/** The transfer a joiner takes in. */
final class Incoming {
  final long transfer;
  final long tail;

  /** The last write that was taken. */
  long sequence;

  /** Whether the tail is to be told of it when the turn ends. */
  boolean acknowledgementDue;

  Incoming(long transfer, long tail) {
    this.transfer = transfer;
    this.tail = tail;
  }
}
