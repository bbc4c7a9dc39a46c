package org.hyperdex.cli.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * Notices the end of the parent process: it holds the other end of this process' standard input,
 * and the operating system closes that however the parent dies.
 */
final class ParentWatch {
  private ParentWatch() {}

  /** Calls {@code ended} once, when {@code input} is at its end. */
  static void start(InputStream input, Runnable ended) {
    Thread.ofPlatform()
        .daemon()
        .name("parent-watch")
        .start(() -> {
          drain(input);
          ended.run();
        });
  }

  private static void drain(InputStream input) {
    try {
      while (input.read() >= 0) {
        // What the parent writes means nothing.
      }
    } catch (IOException e) {
      // A broken pipe is an end, too.
    }
  }
}
