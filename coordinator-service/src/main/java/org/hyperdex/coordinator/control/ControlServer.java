package org.hyperdex.coordinator.control;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The port on which a node is called. */
public final class ControlServer implements AutoCloseable {
  private static final int MESSAGE_BYTES_MAX = 2 << 20;
  private static final Duration FAREWELL = Duration.ofMillis(300);

  private final Server server;
  private final ExecutorService calls;

  private ControlServer(Server server, ExecutorService calls) {
    this.server = server;
    this.calls = calls;
  }

  /**
   * Opens the port.
   *
   * @throws IOException if it cannot be bound
   */
  public static ControlServer start(String host, int port, BindableService service)
      throws IOException {
    ExecutorService calls =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("control-", 0).factory());
    try {
      Server server =
          NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
              .executor(calls)
              .intercept(new HandedOnInterceptor())
              .addService(service)
              .maxInboundMessageSize(MESSAGE_BYTES_MAX)
              .keepAliveTime(10, TimeUnit.SECONDS)
              .keepAliveTimeout(5, TimeUnit.SECONDS)
              .permitKeepAliveTime(500, TimeUnit.MILLISECONDS)
              .permitKeepAliveWithoutCalls(true)
              .build()
              .start();
      return new ControlServer(server, calls);
    } catch (IOException e) {
      calls.close();
      throw e;
    }
  }

  /** Takes no more calls; those that are being served go on. */
  public void refuse() {
    server.shutdown();
  }

  /** Gives calls that are being served a moment to end, then ends them. */
  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    calls.shutdownNow();
  }
}
