package org.hyperdex.test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.coordinator.CoordinatorNode;
import org.hyperdex.coordinator.CoordinatorOptions;
import org.hyperdex.coordinator.CoordinatorStartException;
import org.hyperdex.storage.StorageOptions;
import org.hyperdex.storage.StorageServer;
import org.hyperdex.storage.membership.CoordinatorSource;
import org.hyperdex.storage.rows.Durability;
import org.hyperdex.storage.rows.StoreTuning;
import org.hyperdex.transport.control.CoordinatorAddress;
import org.springframework.util.FileSystemUtils;

/**
 * One coordinator and a number of storage servers in this JVM.
 *
 * <p>{@link #start} returns when all servers serve; {@link #close} leaves no thread, port or file
 * behind. Writes survive the end of a server, not that of the cluster.
 */
public final class EmbeddedHyperDexCluster implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(200);
  private static final long POLL_MILLIS = 10;
  private static final int PORT_ATTEMPTS = 5;

  /** What is to be closed, the newest first. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private final Path directory;
  private final CoordinatorNode coordinator;

  private EmbeddedHyperDexCluster(int servers, MeterRegistry meters, List<String> spaces)
      throws InterruptedException {
    if (servers < 1) {
      throw new IllegalArgumentException("a cluster has at least one server, not " + servers);
    }
    directory = temporaryDirectory();
    opened.push(() -> FileSystemUtils.deleteRecursively(directory));
    try {
      coordinator = open(startCoordinator(directory.resolve("coordinator")));
      long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
      if (!coordinator.awaitReady(START_TIMEOUT)) {
        throw new IllegalStateException("the coordinator is not ready after " + START_TIMEOUT);
      }
      List<StorageServer> started = new ArrayList<>();
      for (int i = 0; i < servers; i++) {
        String name = "storage-" + i;
        started.add(open(startServer(directory.resolve(name), tagged(meters, name))));
      }
      for (StorageServer one : started) {
        awaitReady(one, deadline);
      }
      addSpaces(spaces);
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a cluster.
   *
   * @param servers how many storage servers
   * @param spaces the spaces to make, in the space description language
   */
  public static EmbeddedHyperDexCluster start(int servers, String... spaces) {
    return start(servers, new SimpleMeterRegistry(), spaces);
  }

  /**
   * The same, with the meters of all storage servers in {@code meters}, each tagged with the name
   * of its own.
   */
  public static EmbeddedHyperDexCluster start(int servers, MeterRegistry meters, String... spaces) {
    try {
      return new EmbeddedHyperDexCluster(servers, meters, List.of(spaces));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a cluster was started", e);
    }
  }

  /** Where clients reach the coordinator, {@code host:port}. */
  public String coordinators() {
    return coordinator.address();
  }

  /** Ends the cluster and removes its files. Closing again does nothing. */
  @Override
  public void close() {
    List<Exception> failures = new ArrayList<>();
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      IllegalStateException failure =
          new IllegalStateException("a cluster was not closed in order");
      failures.forEach(failure::addSuppressed);
      throw failure;
    }
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("hyperdex-embedded");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody else may take a port between its choice and its use; then others are tried. */
  private static CoordinatorNode startCoordinator(Path data) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      int[] ports = freePorts();
      try {
        return CoordinatorNode.start(
            CoordinatorOptions.of(data.resolve("attempt-" + attempt), ports[0])
                .withPorts(ports[0], ports[1]));
      } catch (CoordinatorStartException e) {
        if (attempt == PORT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static int[] freePorts() {
    try (ServerSocket one = freePort();
        ServerSocket other = freePort()) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket freePort() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  /** Of two gauges with one name a registry keeps the first only. */
  private static MeterRegistry tagged(MeterRegistry meters, String server) {
    CompositeMeterRegistry tagged = new CompositeMeterRegistry();
    tagged.config().commonTags("server", server);
    return tagged.add(meters);
  }

  private StorageServer startServer(Path data, MeterRegistry meters) {
    return StorageServer.start(
        StorageOptions.of(data)
            .withThreads(1)
            .withDurability(Durability.OS)
            .withTuning(StoreTuning.small()),
        CoordinatorSource.of(
            List.of(CoordinatorAddress.parse(coordinator.address())), HEARTBEAT_INTERVAL),
        meters);
  }

  private static void awaitReady(StorageServer server, long deadline) throws InterruptedException {
    while (!server.isReady()) {
      if (server.ended().isDone() || System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            server.ended().isDone()
                ? "a storage server has ended: " + server.ended().join()
                : "a storage server is not ready after " + START_TIMEOUT);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void addSpaces(List<String> spaces) {
    if (spaces.isEmpty()) {
      return;
    }
    ClientOptions options =
        ClientOptions.builder().coordinators(coordinators()).adminTimeout(START_TIMEOUT).build();
    try (HyperDexClient client = HyperDexClient.connect(options)) {
      spaces.forEach(client.admin()::addSpace);
    }
  }
}
