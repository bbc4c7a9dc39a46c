package org.hyperdex.storage.peers;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkConnector;
import org.hyperdex.transport.link.LinkIdentity;
import org.hyperdex.transport.link.LinkListener;
import org.hyperdex.transport.link.LinkOptions;
import org.hyperdex.transport.wire.Hello;
import org.jspecify.annotations.Nullable;

/**
 * The links this server opens to all others that are in service, again and again while the
 * configuration names them: also before there is something to send, so that the first write need
 * not wait, and so that this server knows whom it cannot reach.
 */
public final class Peers implements AutoCloseable {
  private final LinkTotals totals;
  private final LongConsumer reconnected;
  private final LinkConnector connector;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("peers").factory());
  private final Map<Long, Peer> peers = new ConcurrentHashMap<>();
  private volatile @Nullable LinkIdentity self;
  private volatile @Nullable Configuration configuration;
  private volatile boolean closed;

  /**
   * Makes peers to whom nothing can be sent until this server knows who it is and whom there is.
   *
   * @param options bounds of the links
   * @param totals where the links are counted
   * @param reconnected told the id of a server to which there is a link again after messages to it
   *     were lost; must not block
   */
  public Peers(LinkOptions options, LinkTotals totals, LongConsumer reconnected) {
    this.totals = totals;
    this.reconnected = reconnected;
    this.connector = new LinkConnector(options);
  }

  /** Says who this server is. */
  public void identify(LinkIdentity identity) {
    self = identity;
  }

  /** Takes the addresses and incarnations of {@code newer}. */
  public void configure(Configuration newer) {
    configuration = newer;
    peers.values().forEach(Peer::refresh);
    LinkIdentity identity = self;
    if (identity != null) {
      newer.servers().stream()
          .filter(server ->
              server.state() == ServerState.AVAILABLE && server.id() != identity.serverId())
          .forEach(server -> peer(server.id()));
    }
  }

  /** The number of servers to which a link is open. */
  public int open() {
    return (int) peers.values().stream().filter(Peer::open).count();
  }

  /** The servers in service that this one cannot reach. */
  public List<Long> unreachable() {
    return peers.values().stream().filter(Peer::unreachable).map(Peer::id).toList();
  }

  /** The bytes that wait to be sent to other servers. */
  public long bytesQueued() {
    return peers.values().stream()
        .map(Peer::link)
        .filter(Objects::nonNull)
        .mapToLong(link -> link.counts().bytesQueued())
        .sum();
  }

  Peer peer(long id) {
    Peer known = peers.get(id);
    if (known != null) {
      return known;
    }
    Peer fresh = new Peer(id, this);
    Peer raced = peers.putIfAbsent(id, fresh);
    if (raced == null) {
      fresh.refresh();
    }
    return raced == null ? fresh : raced;
  }

  /**
   * The server {@code id} as the newest configuration names it; null if it must not be spoken to.
   */
  @Nullable Server reachable(long id) {
    Configuration newest = configuration;
    if (newest == null) {
      return null;
    }
    return newest.server(id).filter(server -> server.state() == ServerState.AVAILABLE).orElse(null);
  }

  /** Begins to connect to {@code server}; null if this server must not connect to anybody. */
  @Nullable Link connect(Server server, LinkListener listener) {
    LinkIdentity identity = self;
    if (identity == null || closed) {
      return null;
    }
    Link link =
        connector.connect(
            server.host(),
            server.port(),
            Hello.ofServer(
                identity.clusterId(),
                identity.serverId(),
                identity.incarnation(),
                server.id(),
                server.incarnation()),
            listener);
    totals.opened(link);
    return link;
  }

  void ended(Link link) {
    totals.ended(link);
  }

  void reconnected(long server) {
    reconnected.accept(server);
  }

  void later(Peer peer, long delayMillis) {
    try {
      var _ = clock.schedule(peer::retry, delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The server is leaving; there is no later.
    }
  }

  /** Closes all links in order. */
  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
    connector.close();
  }
}
