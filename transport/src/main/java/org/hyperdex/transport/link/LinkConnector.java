package org.hyperdex.transport.link;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.transport.wire.FrameCodec;
import org.hyperdex.transport.wire.Hello;

/** Opens links to servers. One per process is enough; it owns the network threads of its links. */
public final class LinkConnector implements AutoCloseable {
  private static final long CLOSE_TIMEOUT_MILLIS = 3_000;

  private final LinkOptions options;
  private final NetworkThreads threads;
  private final Set<StreamLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicLong nextId = new AtomicLong(1);
  private volatile boolean closed;

  /** Makes a connector whose links have {@code options}. */
  public LinkConnector(LinkOptions options) {
    this.options = options;
    this.threads = new NetworkThreads("link-connector", options.threads());
  }

  /** Makes a connector with {@link LinkOptions#DEFAULT}. */
  public LinkConnector() {
    this(LinkOptions.DEFAULT);
  }

  /**
   * Begins to connect to the server at {@code host:port} and returns at once. Messages may be sent
   * right away: they follow the hello. If the server cannot be reached or refuses the hello, {@code
   * listener} hears so in {@link LinkListener#closed}; nothing is tried again.
   *
   * @throws IllegalStateException if the connector is closed
   */
  public Link connect(String host, int port, Hello hello, LinkListener listener) {
    if (closed) {
      throw new IllegalStateException("the connector is closed");
    }
    EventLoop loop = threads.next();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(host, port)
            .usePlaintext()
            .eventLoopGroup(loop)
            .channelType(threads.channelType())
            .directExecutor()
            .flowControlWindow(LinkService.FLOW_CONTROL_WINDOW_BYTES)
            .maxInboundMessageSize(
                FrameCodec.MAXIMUM_FRAME_BYTES + LinkService.FRAME_OVERHEAD_BYTES)
            .keepAliveTime(LinkService.KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS)
            .keepAliveTimeout(LinkService.KEEP_ALIVE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
            .disableRetry()
            .build();
    // The stream's events are tasks of the link's own thread, whichever thread they begin on.
    ClientCall<Frame, Frame> call =
        channel.newCall(LinkService.EXCHANGE, CallOptions.DEFAULT.withExecutor(loop));
    StreamLink link =
        new StreamLink(
            nextId.getAndIncrement(),
            hello,
            new ConnectedCall(call),
            loop,
            options,
            ended -> {
              links.remove(ended);
              channel.shutdown();
            });
    link.listenBy(listener);
    links.add(link);
    loop.execute(() -> {
      call.start(new ConnectedCall.Events(call, link), new Metadata());
      call.request(1);
      call.sendMessage(Frame.of(FrameCodec.encodeHello(hello)));
      link.startSending();
    });
    return link;
  }

  /** Closes all links in order, waits for their end and stops the threads. Not for listeners. */
  @Override
  public void close() {
    closed = true;
    LinkClosing.closeAll(links, CLOSE_TIMEOUT_MILLIS);
    threads.close();
  }
}
