package org.hyperdex.transport.control;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One connection per coordinator, made when it is first needed. Thread-safe.
 *
 * <p>A connection that failed is dropped, so that the next attempt really is one: gRPC's own
 * back-off would answer with the old failure for minutes.
 */
final class ControlConnections implements AutoCloseable {
  /** A configuration of many regions is large. */
  private static final int MAXIMUM_MESSAGE_BYTES = 256 * 1024 * 1024;

  private static final long CLOSE_TIMEOUT_MILLIS = 1_000;

  private final Map<CoordinatorAddress, ManagedChannel> channels = new HashMap<>();
  private boolean closed;

  /** The connection to {@code address}. */
  synchronized ManagedChannel to(CoordinatorAddress address) {
    if (closed) {
      throw new ControlException(
          ControlException.Code.CLOSED, "the control channel is closed", false);
    }
    return channels.computeIfAbsent(address, ControlConnections::open);
  }

  /** Drops a connection that is of no use any more; calls on it may go on. */
  synchronized void drop(CoordinatorAddress address, ManagedChannel channel) {
    if (channels.remove(address, channel)) {
      channel.shutdown();
    }
  }

  @Override
  public void close() {
    List<ManagedChannel> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(channels.values());
      channels.clear();
    }
    open.forEach(ManagedChannel::shutdownNow);
    try {
      for (ManagedChannel channel : open) {
        channel.awaitTermination(CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ManagedChannel open(CoordinatorAddress address) {
    return NettyChannelBuilder.forAddress(address.host(), address.port())
        .usePlaintext()
        .directExecutor()
        .maxInboundMessageSize(MAXIMUM_MESSAGE_BYTES)
        .disableRetry()
        .build();
  }
}
