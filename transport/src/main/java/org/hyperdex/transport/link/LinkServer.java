package org.hyperdex.transport.link;

import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.transport.wire.FrameCodec;
import org.jspecify.annotations.Nullable;

/**
 * Listens for links and hands those whose hello fits to its acceptor.
 *
 * <p>It may listen before it knows who it is: until {@link #identify} every link is refused as
 * {@link Refusal#NOT_READY}.
 */
public final class LinkServer implements AutoCloseable {
  private static final long CLOSE_TIMEOUT_MILLIS = 3_000;

  private final NetworkThreads threads;
  private final Server server;
  private final Set<StreamLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicLong nextId = new AtomicLong(1);
  private volatile @Nullable LinkIdentity identity;
  private volatile boolean closing;

  private LinkServer(String host, int port, LinkOptions options, LinkAcceptor acceptor) {
    threads = new NetworkThreads("link-server", options.threads());
    ServerCallHandler<Frame, Frame> handler =
        (call, _) -> {
          AcceptedLink accepted =
              new AcceptedLink(this, acceptor, options, threads.current(), call);
          accepted.begin();
          return accepted;
        };
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
            .bossEventLoopGroup(threads.group())
            .workerEventLoopGroup(threads.group())
            .channelType(threads.serverChannelType())
            .directExecutor()
            .flowControlWindow(LinkService.FLOW_CONTROL_WINDOW_BYTES)
            .maxInboundMessageSize(
                FrameCodec.MAXIMUM_FRAME_BYTES + LinkService.FRAME_OVERHEAD_BYTES)
            .keepAliveTime(LinkService.KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS)
            .keepAliveTimeout(LinkService.KEEP_ALIVE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(
                ServerServiceDefinition.builder(LinkService.NAME)
                    .addMethod(LinkService.EXCHANGE, handler)
                    .build())
            .build();
  }

  /**
   * Starts to listen at {@code host:port}; port 0 takes any free one.
   *
   * @throws LinkBindException if the address cannot be used, because another process has it or this
   *     machine does not
   */
  public static LinkServer start(
      String host, int port, LinkOptions options, LinkAcceptor acceptor) {
    LinkServer server = new LinkServer(host, port, options, acceptor);
    try {
      server.server.start();
      return server;
    } catch (IOException e) {
      server.threads.close();
      throw new LinkBindException(bindProblem(host, port, e), e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Says who this server is from now on. Links that are open stay. */
  public void identify(LinkIdentity newIdentity) {
    identity = newIdentity;
  }

  /** How many links are open. */
  public int openLinks() {
    return links.size();
  }

  /**
   * Accepts no more links, closes all in order, waits for their end and stops. Not for listeners.
   */
  @Override
  public void close() {
    closing = true;
    LinkClosing.closeAll(links, CLOSE_TIMEOUT_MILLIS);
    server.shutdownNow();
    try {
      if (!server.awaitTermination(CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.close();
  }

  long newId() {
    return nextId.getAndIncrement();
  }

  void add(StreamLink link) {
    links.add(link);
  }

  void remove(StreamLink link) {
    links.remove(link);
  }

  /** Who this server is; empty as long as it does not know. */
  Optional<LinkIdentity> identity() {
    return Optional.ofNullable(identity);
  }

  boolean isClosing() {
    return closing;
  }

  private static String bindProblem(String host, int port, IOException e) {
    String address = host + ":" + port;
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = String.valueOf(cause.getMessage());
    if (cause instanceof BindException || text.contains("Address already in use")) {
      return text.contains("in use")
          ? "cannot listen on " + address + ": another process already does"
          : "cannot listen on " + address + ": " + text;
    }
    return "cannot listen on " + address + ": " + text;
  }
}
