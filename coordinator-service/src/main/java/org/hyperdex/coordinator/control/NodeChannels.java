package org.hyperdex.coordinator.control;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.hyperdex.transport.proto.CoordinatorControlGrpc;
import org.hyperdex.transport.proto.CoordinatorControlGrpc.CoordinatorControlBlockingStub;

/** Connections to the other coordinator nodes, by address. Thread-safe. */
public final class NodeChannels implements AutoCloseable {
  private static final int MESSAGE_BYTES_MAX = 64 << 20;

  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Calls to a node.
   *
   * @param address {@code host:port} for clients
   * @param timeout after which each call of the stub fails
   */
  public CoordinatorControlBlockingStub to(String address, Duration timeout) {
    if (closed) {
      throw Status.UNAVAILABLE.withDescription("this coordinator is stopping").asRuntimeException();
    }
    ManagedChannel channel =
        channels.computeIfAbsent(
            address,
            target ->
                NettyChannelBuilder.forTarget("dns:///" + target)
                    .usePlaintext()
                    .maxInboundMessageSize(MESSAGE_BYTES_MAX)
                    .idleTimeout(5, TimeUnit.MINUTES)
                    .build());
    // A channel that has failed before would wait for its back-off to end, which may be longer than
    // the caller can.
    channel.resetConnectBackoff();
    return CoordinatorControlGrpc.newBlockingStub(channel)
        .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed = true;
    channels.values().forEach(ManagedChannel::shutdownNow);
  }
}
