package org.hyperdex.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One coordinator and one storage server as processes of their own, in a directory of their own.
 */
final class Processes implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseCompactObjectHeaders");

  private final Path directory;
  private final List<Process> started = new ArrayList<>();
  private final int coordinatorPort = freePort();

  Processes(String durability, List<String> storageFlags) throws IOException {
    directory = Files.createTempDirectory("hyperdex-benchmark");
    start(
        "coordinator",
        "org.hyperdex.coordinator.CoordinatorApplication",
        List.of("-Xmx256m", "-XX:+UseSerialGC"),
        List.of(
            "--hyperdex.coordinator.listen=" + LOOPBACK,
            "--hyperdex.coordinator.port=" + coordinatorPort,
            "--hyperdex.coordinator.data=" + directory.resolve("coordinator")));
    start(
        "storage",
        "org.hyperdex.storage.StorageApplication",
        storageFlags,
        List.of(
            "--hyperdex.storage.listen=" + LOOPBACK,
            "--hyperdex.storage.port=" + freePort(),
            "--hyperdex.storage.data=" + directory.resolve("storage"),
            "--hyperdex.storage.durability=" + durability,
            "--hyperdex.storage.coordinators=" + coordinators()));
  }

  String coordinators() {
    return LOOPBACK + ":" + coordinatorPort;
  }

  /** The storage server's process. */
  ProcessHandle storage() {
    return started.getLast().toHandle();
  }

  private void start(String name, String mainClass, List<String> flags, List<String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(settings);
    started.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start());
  }

  /**
   * A port whose neighbours, one and two thousand above, are likely to be free as well: a process
   * derives its further ports from it.
   */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      return port > 60_000 ? port - 20_000 : port;
    } catch (IOException e) {
      throw new IllegalStateException("there is no free port", e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Process process : started.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
