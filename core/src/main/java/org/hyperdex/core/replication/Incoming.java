package org.hyperdex.core.replication;

import java.util.OptionalLong;

/** The transfer a joiner takes in. */
final class Incoming {
  final long transfer;
  final long tail;

  /** The turn of this server in which rows were put that the transfer before had sent; or none. */
  final OptionalLong turnOfOlderRows;

  /** The last write that was taken. */
  long sequence;

  /** Whether the tail is to be told of it when the turn ends. */
  boolean acknowledgementDue;

  Incoming(long transfer, long tail, OptionalLong turnOfOlderRows) {
    this.transfer = transfer;
    this.tail = tail;
    this.turnOfOlderRows = turnOfOlderRows;
  }
}
