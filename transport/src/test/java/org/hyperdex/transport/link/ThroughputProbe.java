package org.hyperdex.transport.link;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.transport.wire.Hello;

/**
 * Measures a link between two processes: gets of a small key are answered with rows of 1 KB, a
 * fixed number of them outstanding. Run {@code server PORT} in one process and {@code client PORT
 * SECONDS WINDOW...} in another.
 */
final class ThroughputProbe {
  private static final LinkIdentity IDENTITY = new LinkIdentity("probe", 1, 1);

  private ThroughputProbe() {}

  public static void main(String[] arguments) throws InterruptedException {
    int port = Integer.parseInt(arguments[1]);
    if (arguments[0].equals("server")) {
      serve(port);
    } else {
      int seconds = Integer.parseInt(arguments[2]);
      for (int i = 3; i < arguments.length; i++) {
        measure(port, seconds, Integer.parseInt(arguments[i]));
      }
    }
  }

  private static void serve(int port) throws InterruptedException {
    Bytes row = Bytes.wrap(new byte[1000]);
    LinkListener echo =
        new LinkListener() {
          private long operations;
          private long cpuNanos;

          @Override
          public void received(Link link, Message message) {
            long id = ((ClientRequest) message).requestId();
            link.enqueue(
                new ServerResponse.GetResult(
                    id, Optional.of(new StoredRow(new Version(1, id), row))));
            operations++;
          }

          @Override
          public void batchEnd(Link link) {
            link.flush();
          }

          @Override
          public void closed(Link link, CloseReason reason) {
            long cpu = cpuNanos();
            System.out.printf(
                "  server: %.2f us of CPU per operation, %s, %s%n",
                (cpu - cpuNanos) / 1e3 / operations, reason, link.counts());
            operations = 0;
            cpuNanos = cpu;
          }
        };
    LinkServer server = LinkServer.start("127.0.0.1", port, LinkOptions.DEFAULT, (_, _) -> echo);
    server.identify(IDENTITY);
    new CountDownLatch(1).await();
  }

  private static void measure(int port, int seconds, int window) throws InterruptedException {
    AtomicLong answers = new AtomicLong();
    CountDownLatch closed = new CountDownLatch(1);
    Bytes key = Bytes.utf8("user4052466453699787802");
    LinkListener listener =
        new LinkListener() {
          private long next = window;

          @Override
          public void received(Link link, Message message) {
            link.enqueue(new ClientRequest.Get(next++, 7, 3, key));
          }

          @Override
          public void batchEnd(Link link) {
            link.flush();
            answers.lazySet(next);
          }

          @Override
          public void closed(Link link, CloseReason reason) {
            closed.countDown();
          }
        };
    try (LinkConnector connector = new LinkConnector()) {
      Link link = connector.connect("127.0.0.1", port, Hello.ofClient("probe", 1, 1), listener);
      for (int i = 0; i < window; i++) {
        link.enqueue(new ClientRequest.Get(i, 7, 3, key));
      }
      link.flush();
      TimeUnit.SECONDS.sleep(1);
      long cpu = cpuNanos();
      long before = answers.get();
      long start = System.nanoTime();
      TimeUnit.SECONDS.sleep(seconds);
      long count = answers.get() - before;
      double elapsed = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "window %d: %,.0f operations/s, client %.2f us of CPU per operation, %s%n",
          window, count / elapsed, (cpuNanos() - cpu) / 1e3 / count, link.counts());
      link.close();
      closed.await();
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
