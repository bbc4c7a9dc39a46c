package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;

/**
 * Coordinators and storage servers as processes of their own, each started as the manual says, so
 * that a test can kill, pause, stop and restart each of them.
 */
final class ProcessCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  /** How far above a server's port its metrics are. */
  private static final int MANAGEMENT = 2_000;

  /** Storage servers there is room for. */
  private static final int MOST = 8;

  private final Path data;
  private final Site site;
  private final int coordinators;
  private final int coordinatorPort;
  private final int storagePort;
  private final CoordinatorNodes nodes;
  private final TreeMap<Integer, Process> runningCoordinators = new TreeMap<>();
  private final TreeMap<Integer, Process> runningServers = new TreeMap<>();

  private ProcessCluster(Path data, Site site, int coordinators) {
    this.data = data;
    this.site = site;
    this.coordinators = coordinators;
    coordinatorPort = Ports.free(coordinators + MOST);
    storagePort = coordinatorPort + coordinators;
    nodes = new CoordinatorNodes(site.coordinatorHost(), coordinatorPort);
  }

  /** Starts the first coordinator, and then all others and all storage servers at once. */
  static ProcessCluster start(Path data, int coordinators, int servers) {
    return start(data, Site.LOOPBACK, coordinators, servers);
  }

  /** The same at another place. */
  static ProcessCluster start(Path data, Site site, int coordinators, int servers) {
    ProcessCluster cluster = new ProcessCluster(data, site, coordinators);
    try {
      cluster.startCoordinator(0);
      cluster.awaitCoordinators(1);
      IntStream.range(1, coordinators).forEach(cluster::startCoordinator);
      for (int server = 0; server < servers; server++) {
        cluster.startServer(server);
      }
      cluster.awaitCoordinators(coordinators);
      return cluster;
    } catch (AssertionError | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** A client that is told of all coordinators. */
  HyperDexClient client() {
    return HyperDexClient.connect(ClientOptions.builder().coordinators(addresses()).build());
  }

  /** One that lets an operation take longer. */
  HyperDexClient client(Duration timeout) {
    return HyperDexClient.connect(
        ClientOptions.builder().coordinators(addresses()).timeout(timeout).build());
  }

  /** What a client or a command is told to find the cluster. */
  String addresses() {
    return IntStream.range(0, coordinators)
        .mapToObj(node -> site.coordinatorHost() + ":" + (coordinatorPort + node))
        .collect(Collectors.joining(","));
  }

  /** Starts a coordinator: the first founds the cluster, the others join it. */
  void startCoordinator(int node) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "coordinator",
                "-f",
                "-l",
                site.coordinatorHost(),
                "-p",
                Integer.toString(coordinatorPort + node),
                "-D",
                data.resolve("coordinator" + node).toString()));
    if (node > 0) {
      command.addAll(
          List.of("-c", site.coordinatorHost(), "-P", Integer.toString(coordinatorPort)));
    }
    runningCoordinators.put(node, launch("coordinator" + node, List.of(), command));
  }

  /** Starts storage server {@code index} on its own directory, which may be empty. */
  void startServer(int index) {
    runningServers.put(
        index,
        launch(
            "storage" + index,
            site.inServersPlace(index),
            List.of(
                "daemon",
                "-f",
                "--listen=" + site.serverHost(index),
                "--listen-port=" + (storagePort + index),
                "--coordinator=" + site.coordinatorHost(),
                "--coordinator-port=" + (coordinatorPort + index % coordinators),
                "--threads=1",
                "--data=" + directoryOf(index))));
  }

  /** Where a storage server keeps its rows. */
  Path directoryOf(int index) {
    return data.resolve("storage" + index);
  }

  /** All that a storage server's processes have said so far. */
  String logOf(int index) {
    return Processes.read(data.resolve("storage" + index + ".log"));
  }

  /** Starts every coordinator, and every one of the first servers, that is not running. */
  void startMissing(int servers) {
    IntStream.range(0, coordinators)
        .filter(node -> !runningCoordinators.containsKey(node))
        .forEach(this::startCoordinator);
    IntStream.range(0, servers)
        .filter(server -> !runningServers.containsKey(server))
        .forEach(this::startServer);
  }

  private Process launch(String name, List<String> place, List<String> command) {
    return CommandLine.start(data.resolve(name + ".log"), place, command);
  }

  /** Kills a storage server with SIGKILL; returns when the process is gone. */
  void killServer(int index) {
    Processes.kill(runningServers.remove(index));
  }

  /** Kills a coordinator with SIGKILL; returns when the process is gone. */
  void killCoordinator(int node) {
    Processes.kill(runningCoordinators.remove(node));
  }

  /** Sends a signal, as the command {@code kill} does. */
  void signalServer(int index, String signal) {
    Processes.signal(runningServers.get(index), signal);
  }

  /** Stops a storage server in order by a signal; returns its exit code. */
  int stopServer(int index, String signal) {
    return Processes.stop(runningServers.remove(index), signal);
  }

  /** Waits for a storage server to end by itself; returns its exit code. */
  int awaitExit(int index) {
    return Processes.awaitExit(runningServers.remove(index), "by itself");
  }

  /** Stops a coordinator in order by a signal; returns its exit code. */
  int stopCoordinator(int node, String signal) {
    return Processes.stop(runningCoordinators.remove(node), signal);
  }

  /** The node that leads, once there is one. */
  int leader() {
    return await()
        .atMost(START)
        .until(
            () -> runningCoordinators.keySet().stream().filter(nodes::leads).findFirst().orElse(-1),
            node -> node >= 0);
  }

  /** The server that is number {@code position} of the chain that {@code key} leads to. */
  int memberOf(Configuration configuration, Region region, int position) {
    long id = region.chain().get(position);
    return indexOf(configuration.server(id).orElseThrow());
  }

  /** Which of the test's servers that is. */
  int indexOf(Server server) {
    return server.port() - storagePort;
  }

  /** The identity of a server of the test's. */
  long idOf(Configuration configuration, int index) {
    return configuration.servers().stream()
        .filter(server -> indexOf(server) == index)
        .mapToLong(Server::id)
        .max()
        .orElseThrow();
  }

  /** The newest process of a server of the test's that the cluster has taken in. */
  long incarnationOf(Configuration configuration, int index) {
    return configuration.server(idOf(configuration, index)).orElseThrow().incarnation();
  }

  /** What has come to a server over links since its process has started. */
  long bytesReceived(int index) {
    return (long)
        Metrics.value(
            storagePort + index + MANAGEMENT,
            "hyperdex_storage_link_bytes_total{direction=\"received\"}");
  }

  /** Waits until {@code count} servers are available. */
  void awaitServers(HyperDexClient client, int count) {
    await()
        .atMost(START)
        .ignoreExceptionsInstanceOf(HyperDexException.class)
        .untilAsserted(() ->
            assertThat(
                    client.configuration().servers().stream()
                        .filter(server -> server.state() == ServerState.AVAILABLE))
                .as(logs())
                .hasSize(count));
  }

  /** Waits until nothing is under way and every region of the space has {@code replicas}. */
  void awaitWhole(HyperDexClient client, String space, int replicas, Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    ClusterAdmin.Stability stability;
    List<Integer> lengths;
    do {
      stability = client.admin().waitUntilStable(longest);
      lengths = chains(client, space).map(List::size).distinct().toList();
    } while ((!stability.stable() || !lengths.equals(List.of(replicas)))
        && System.nanoTime() < deadline);
    assertThat(stability.stable()).as(stability.missing() + logs()).isTrue();
    assertThat(lengths).as("lengths of chains" + logs()).containsExactly(replicas);
  }

  static Stream<List<Long>> chains(HyperDexClient client, String space) {
    Space found = client.configuration().space(space).orElseThrow();
    return found.subspaces().stream()
        .flatMap(subspace -> subspace.regions().stream())
        .map(Region::chain);
  }

  /** Every one of the first {@code count} nodes serves, and knows {@code count} nodes. */
  void awaitCoordinators(int count) {
    nodes.awaitAll(count, this::logs);
  }

  /** The end of each process's log: what a failure is understood by. */
  String logs() {
    return Stream.concat(
            IntStream.range(0, coordinators).mapToObj(node -> "coordinator" + node),
            IntStream.range(0, MOST).mapToObj(server -> "storage" + server))
        .map(name -> Processes.endOf(data.resolve(name + ".log")))
        .collect(Collectors.joining());
  }

  /** Kills whatever still runs. */
  @Override
  public void close() {
    List<Process> left = new ArrayList<>(runningServers.values());
    left.addAll(runningCoordinators.values());
    Collections.reverse(left);
    left.forEach(Process::destroyForcibly);
    left.forEach(process -> process.onExit().join());
    runningServers.clear();
    runningCoordinators.clear();
  }
}
