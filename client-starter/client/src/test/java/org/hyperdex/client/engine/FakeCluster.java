package org.hyperdex.client.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.hyperspace.Layout;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceParser;

/** A coordinator and storage servers for a client under test. */
final class FakeCluster implements AutoCloseable {
  static final String ID = "fake-cluster";

  /** One string attribute; its objects are all in one region per subspace. */
  static final String KV =
      "space kv key string k attributes string v create 1 partitions tolerate 1 failures";

  private final List<Runnable> closings = new ArrayList<>();
  private final List<Server> servers = new ArrayList<>();
  private long version;

  final FakeCoordinator coordinator;

  FakeCluster() {
    coordinator =
        new FakeCoordinator(new Configuration(ID, 0, false, List.of(), List.of(), List.of()));
    closings.add(coordinator::close);
  }

  /** Starts a server; the next configuration names it. */
  FakeServer server(long id) {
    FakeServer server = new FakeServer(id, ID);
    closings.add(server::close);
    servers.add(server.description());
    return server;
  }

  /** Names a server that does not run. */
  void absentServer(long id, int port) {
    servers.add(new Server(id, "127.0.0.1", port, ServerState.AVAILABLE, "", 1));
  }

  /** Publishes a configuration in which all regions of {@code kv} have that chain. */
  Configuration publish(Long... chain) {
    Configuration configuration = configuration(KV, chain);
    coordinator.know(configuration);
    coordinator.publish();
    return configuration;
  }

  /** The next configuration, with one space, whose regions all have that chain. */
  Configuration configuration(String description, Long... chain) {
    version++;
    return new Configuration(
        ID, version, false, List.of(), servers, List.of(space(description, chain)));
  }

  /** The next configuration, without a space. */
  Configuration withoutSpaces() {
    version++;
    return new Configuration(ID, version, false, List.of(), servers, List.of());
  }

  ClientOptions.Builder options() {
    return ClientOptions.builder()
        .coordinators(coordinator.address())
        .timeout(Duration.ofSeconds(10));
  }

  HyperDexClient client() {
    return client(options());
  }

  /** A client that is closed with the cluster, before the servers. */
  HyperDexClient client(ClientOptions.Builder options) {
    HyperDexClient client = HyperDexClient.connect(options.build());
    closings.addFirst(client::close);
    return client;
  }

  private Space space(String text, Long... chain) {
    SpaceDescription description = SpaceParser.parse(text);
    AtomicLong ids = new AtomicLong(1);
    List<Subspace> subspaces =
        Layout.subspaces(description, ids::incrementAndGet).stream()
            .map(subspace ->
                subspace.withRegions(
                    subspace.regions().stream().map(region -> region(region, chain)).toList()))
            .toList();
    return new Space(
        1,
        description.name(),
        description.schema(),
        description.faultTolerance(),
        description.partitions(),
        text,
        subspaces,
        List.of());
  }

  /** Epochs follow the configuration's version. */
  private Region region(Region region, Long... chain) {
    return new Region(
        region.id(), version, region.lower(), region.upper(), List.of(chain), region.joiner());
  }

  @Override
  public void close() {
    closings.forEach(Runnable::run);
  }
}
