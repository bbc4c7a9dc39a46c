package org.hyperdex.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Coordinator nodes of one cluster, each in its own directory, numbered from 0. */
final class TestCluster implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For servers that are only registered: no process is there. */
  static final UnaryOperator<CoordinatorOptions> NOBODY_IS_LOST =
      options ->
          options.withRecovery(
              RecoveryOptions.DEFAULT
                  .withLease(Duration.ofMinutes(1), Duration.ofMillis(100))
                  .withRefusedPortIsLoss(false));

  private final Path root;
  private final UnaryOperator<CoordinatorOptions> settings;
  private final List<CoordinatorOptions> options = new ArrayList<>();
  private final TreeMap<Integer, CoordinatorNode> running = new TreeMap<>();

  TestCluster(Path root, UnaryOperator<CoordinatorOptions> settings) {
    this.root = root;
    this.settings = settings;
  }

  TestCluster(Path root) {
    this(root, UnaryOperator.identity());
  }

  /** A founder and {@code size - 1} nodes that joined it. */
  TestCluster grownTo(int size) throws InterruptedException {
    try {
      while (options.size() < size) {
        add();
      }
      return this;
    } catch (AssertionError | RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Founds the cluster, or joins one node more through the first one that runs. */
  CoordinatorNode add() throws InterruptedException {
    int number = options.size();
    int[] ports = freePorts(2);
    CoordinatorOptions fresh =
        settings
            .apply(CoordinatorOptions.of(root.resolve("node" + number), ports[0]))
            .withPorts(ports[0], ports[1]);
    options.add(
        running.isEmpty()
            ? fresh
            : fresh.withConnect(List.of(running.firstEntry().getValue().address())));
    return start(number);
  }

  CoordinatorNode start(int number) throws InterruptedException {
    CoordinatorNode node = CoordinatorNode.start(options.get(number));
    running.put(number, node);
    return awaitReady(node);
  }

  static CoordinatorNode awaitReady(CoordinatorNode node) throws InterruptedException {
    assertThat(node.awaitReady(PATIENCE)).as("node became ready").isTrue();
    return node;
  }

  /** Starts nodes without waiting for each, as when a machine room gets its power back. */
  void startAll() throws InterruptedException {
    for (int number = 0; number < options.size(); number++) {
      if (!running.containsKey(number)) {
        running.put(number, CoordinatorNode.start(options.get(number)));
      }
    }
    for (CoordinatorNode node : running.values()) {
      awaitReady(node);
    }
  }

  void stop(int number) {
    running.remove(number).close();
  }

  void stopAll() {
    List<Thread> threads =
        running.values().stream().map(node -> Thread.ofPlatform().start(node::close)).toList();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    running.clear();
  }

  CoordinatorNode node(int number) {
    return running.get(number);
  }

  CoordinatorOptions options(int number) {
    return options.get(number);
  }

  void options(int number, CoordinatorOptions changed) {
    options.set(number, changed);
  }

  List<CoordinatorNode> running() {
    return List.copyOf(running.values());
  }

  /** The number of the node that leads. */
  int leader() {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                running.entrySet().stream()
                    .filter(entry -> entry.getValue().leads())
                    .map(java.util.Map.Entry::getKey)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  int follower() {
    int leader = leader();
    return running.keySet().stream().filter(number -> number != leader).findFirst().orElseThrow();
  }

  List<String> addresses() {
    return options.stream().map(CoordinatorOptions::address).toList();
  }

  void awaitEqualStates() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(running.values().stream().map(CoordinatorNode::state).distinct())
                .as("distinct states")
                .hasSize(1));
  }

  @Override
  public void close() {
    stopAll();
  }

  static int[] freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sockets.forEach(TestCluster::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
