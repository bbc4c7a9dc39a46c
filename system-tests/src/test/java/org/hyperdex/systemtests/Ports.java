package org.hyperdex.systemtests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;

/** Free ports for processes that derive their further ports from the one they are given. */
final class Ports {
  /** Distances of the ports of one process: its own, Raft, management. */
  private static final int[] DERIVED = {0, 1_000, 2_000};

  private Ports() {}

  /** The first of {@code count} free ports, below those the system hands out by itself. */
  static int free(int count) {
    SplittableRandom random = new SplittableRandom();
    while (true) {
      int first = random.nextInt(11_000, 28_000);
      if (areFree(first, count)) {
        return first;
      }
    }
  }

  private static boolean areFree(int first, int count) {
    for (int derived : DERIVED) {
      for (int i = 0; i < count; i++) {
        if (!isFree(first + derived + i)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
