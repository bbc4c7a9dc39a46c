package org.hyperdex.core.replication;

/**
 * How far a join is, as its tail knows.
 *
 * @param region which region
 * @param epoch the region's epoch at which it is done
 * @param joiner who joins
 * @param bytesSent of rows, in this attempt
 * @param bytesSkipped of rows the joiner had already
 * @param bytesTotal of all rows, about
 * @param ready whether the joiner may become the tail
 */
public record TransferProgress(
    long region,
    long epoch,
    long joiner,
    long bytesSent,
    long bytesSkipped,
    long bytesTotal,
    boolean ready) {}
