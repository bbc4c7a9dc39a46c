package org.hyperdex.cli.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports that nobody uses; below those that the system hands out by itself. */
public final class FreePorts {
  private FreePorts() {}

  /** The first of {@code count} ports, free like those 1000 and 2000 above them. */
  public static int forCoordinators(int count) {
    for (int attempt = 0; attempt < 100; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(12_000, 28_000);
      boolean free =
          IntStream.range(first, first + count)
              .flatMap(port -> IntStream.of(port, port + 1000, port + 2000))
              .allMatch(FreePorts::free);
      if (free) {
        return first;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
