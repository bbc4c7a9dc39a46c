package org.hyperdex.storage;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.hyperspace.Layout;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceParser;
import org.hyperdex.storage.membership.Announcement;
import org.hyperdex.storage.membership.ConfigurationSource;
import org.hyperdex.storage.membership.Joined;
import org.hyperdex.storage.membership.Report;
import org.hyperdex.storage.rows.Durability;
import org.hyperdex.storage.rows.Identity;
import org.hyperdex.storage.rows.StoreTuning;

/**
 * Storage servers of one cluster in this process, without coordinators: every server that joins is
 * in the chain of every region, in the order of first joining.
 */
final class LocalCluster implements AutoCloseable {
  static final String ID = "test-cluster";

  private final Path parent;
  private final AtomicLong ids = new AtomicLong();
  private SpaceDescription description;
  private List<Subspace> emptySubspaces;
  private long spaceId = 1000;
  private final Map<Long, Server> servers = new HashMap<>();
  private final List<Long> chain = new ArrayList<>();
  private final List<ConfigurationSource.Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<Integer, StorageServer> running = new HashMap<>();
  private UnaryOperator<StorageOptions> customizer = options -> options;
  private final Map<Long, Report> reports = new ConcurrentHashMap<>();
  private OptionalLong joiner = OptionalLong.empty();
  private List<Index> indices = List.of();
  private boolean newServersJoin;
  private boolean spaceExists = true;
  private long version;

  LocalCluster(Path parent, String spaceDescription) {
    this.parent = parent;
    description = SpaceParser.parse(spaceDescription);
    emptySubspaces = Layout.subspaces(description, ids::incrementAndGet);
  }

  LocalCluster with(UnaryOperator<StorageOptions> options) {
    customizer = options;
    return this;
  }

  /** Starts the server, again if it ran before, and waits until all running ones work with it. */
  StorageServer start(int index) {
    StorageServer server = startUnready(index);
    await().atMost(Duration.ofSeconds(20)).until(this::everybodyIsCurrent);
    return server;
  }

  StorageServer startUnready(int index) {
    StorageOptions options =
        customizer.apply(
            StorageOptions.of(parent.resolve("server" + index))
                .withDurability(Durability.OS)
                .withThreads(2)
                .withTuning(StoreTuning.small()));
    StorageServer server = StorageServer.start(options, Source::new);
    running.put(index, server);
    return server;
  }

  StorageServer server(int index) {
    return running.get(index);
  }

  void stop(int index) {
    running.remove(index).close();
  }

  private boolean everybodyIsCurrent() {
    long newest = configuration().version();
    return running.values().stream()
        .allMatch(server -> server.isReady() && server.adoptedVersion() == newest);
  }

  /** Gives every server a lease that outlives any test; nobody may be taken out afterwards. */
  void grantLeases() {
    listeners.forEach(
        listener -> listener.leased(System.nanoTime() + Duration.ofHours(1).toNanos()));
  }

  /** From now on a new server joins the regions instead of being in their chains at once. */
  void newServersJoin() {
    newServersJoin = true;
  }

  /** Waits until the joiner is up to date in every region, and makes it the tail. */
  void promoteJoiner() {
    await().atMost(Duration.ofSeconds(20)).until(this::joinerIsReady);
    synchronized (this) {
      chain.add(joiner.orElseThrow());
      joiner = OptionalLong.empty();
      version++;
    }
    publish();
    await().atMost(Duration.ofSeconds(20)).until(this::everybodyIsCurrent);
  }

  private boolean joinerIsReady() {
    long regions = emptySubspaces.stream().mapToLong(subspace -> subspace.regions().size()).sum();
    return reports.values().stream()
            .flatMap(report -> report.transfers().stream())
            .filter(transfer -> transfer.ready() && transfer.epoch() == configuration().version())
            .count()
        == regions;
  }

  /** Takes the server out of all chains. */
  void takeOut(long serverId) {
    synchronized (this) {
      chain.remove(serverId);
      version++;
    }
    publish();
    await().atMost(Duration.ofSeconds(20)).until(this::everybodyIsCurrent);
  }

  /** Waits until everybody keeps these and no others. */
  void setIndices(List<Index> newIndices) {
    synchronized (this) {
      indices = List.copyOf(newIndices);
      version++;
    }
    publish();
    await().atMost(Duration.ofSeconds(20)).until(this::everybodyIsCurrent);
  }

  /** In place of the space there is another one without objects; waits until everybody knows. */
  void replaceSpace(String spaceDescription, List<Index> newIndices) {
    synchronized (this) {
      description = SpaceParser.parse(spaceDescription);
      spaceId = ids.incrementAndGet();
      emptySubspaces = Layout.subspaces(description, ids::incrementAndGet);
      indices = List.copyOf(newIndices);
      version++;
    }
    publish();
    await().pollInterval(Duration.ofMillis(1)).until(this::everybodyIsCurrent);
  }

  void removeSpace() {
    synchronized (this) {
      spaceExists = false;
      version++;
    }
    publish();
  }

  void setState(long serverId, ServerState state) {
    synchronized (this) {
      Server old = servers.get(serverId);
      servers.put(
          serverId,
          new Server(serverId, old.host(), old.port(), state, old.zone(), old.incarnation()));
      version++;
    }
    publish();
  }

  synchronized Configuration configuration() {
    // The version is also the epoch of every region: every change is a new one.
    List<Subspace> subspaces =
        emptySubspaces.stream()
            .map(subspace ->
                subspace.withRegions(subspace.regions().stream().map(this::placed).toList()))
            .toList();
    Space space =
        new Space(
            spaceId,
            description.name(),
            description.schema(),
            description.faultTolerance(),
            description.partitions(),
            "",
            subspaces,
            indices);
    return new Configuration(
        ID,
        version,
        false,
        List.of(),
        List.copyOf(servers.values()),
        spaceExists ? List.of(space) : List.of());
  }

  private Region placed(Region region) {
    return new Region(region.id(), version, region.lower(), region.upper(), chain, joiner);
  }

  Space space() {
    return configuration().spaces().getFirst();
  }

  private void publish() {
    Configuration newest = configuration();
    listeners.forEach(listener -> listener.configuration(newest));
  }

  private synchronized Joined taken(Announcement announcement) {
    Server old = servers.get(announcement.serverId());
    long incarnation = old == null ? 1 : old.incarnation() + 1;
    servers.put(
        announcement.serverId(),
        new Server(
            announcement.serverId(),
            announcement.host(),
            announcement.port(),
            ServerState.AVAILABLE,
            announcement.zone(),
            incarnation));
    if (old == null && newServersJoin) {
      joiner = OptionalLong.of(announcement.serverId());
    } else if (old == null) {
      chain.add(announcement.serverId());
    }
    version++;
    return new Joined(ID, incarnation);
  }

  @Override
  public void close() {
    running.values().forEach(StorageServer::close);
    running.clear();
  }

  private final class Source implements ConfigurationSource {
    private final List<Listener> mine = new CopyOnWriteArrayList<>();

    private final long self;

    Source(Identity identity) {
      self = identity.serverId();
    }

    @Override
    public Joined join(Announcement announcement) {
      return taken(announcement);
    }

    @Override
    public void follow(Listener listener) {
      mine.add(listener);
      listeners.add(listener);
      publish();
    }

    @Override
    public void report(Report report) {
      reports.put(self, report);
    }

    @Override
    public long leave(Duration timeout) {
      return 0;
    }

    @Override
    public void close() {
      listeners.removeAll(mine);
    }
  }
}
