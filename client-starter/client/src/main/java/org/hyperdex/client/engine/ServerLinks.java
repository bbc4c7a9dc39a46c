package org.hyperdex.client.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.transport.link.CloseReason;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkConnector;
import org.hyperdex.transport.link.LinkListener;
import org.hyperdex.transport.wire.Hello;
import org.jspecify.annotations.Nullable;

/**
 * One link per storage server, opened when it is first needed and again after it has ended.
 *
 * <p>A server that could not be reached is not tried again for a moment: the calls that want it
 * wait for the same attempt instead of making one each.
 */
final class ServerLinks implements AutoCloseable {
  private static final long RECONNECT_NANOS = 10_000_000;

  private final LinkConnector connector = new LinkConnector();
  private final Map<Long, Entry> entries = new HashMap<>();
  private volatile Map<Long, Link> open = Map.of();
  private final Events events;
  private boolean closed;

  /** What happens on links; called by network threads. */
  interface Events {
    Completions.Batch batch();

    void received(Link link, Message message, Completions.Batch batch);

    void disconnected(Link link, CloseReason reason, Completions.Batch batch);
  }

  ServerLinks(Events events) {
    this.events = events;
  }

  /** A link to {@code server}; none if it is unknown, or could not be reached a moment ago. */
  @Nullable Link link(long server, Configuration configuration, long nowNanos) {
    Link link = open.get(server);
    return link != null ? link : connect(server, configuration, nowNanos);
  }

  /** Closes the links to processes that are no longer the server's. */
  synchronized void configured(Configuration configuration) {
    for (Entry entry : entries.values()) {
      Optional<Server> server = configuration.server(entry.server.id());
      if (entry.link != null && (server.isEmpty() || !entry.leadsTo(server.get()))) {
        entry.link.close();
        forget(entry, entry.link);
      }
    }
  }

  private synchronized @Nullable Link connect(long id, Configuration configuration, long nowNanos) {
    Link existing = open.get(id);
    if (existing != null || closed) {
      return existing;
    }
    Optional<Server> found = configuration.server(id);
    if (found.isEmpty() || found.get().state() == ServerState.KILLED) {
      return null;
    }
    Server server = found.get();
    Entry entry = entries.get(id);
    if (entry != null && entry.leadsTo(server) && nowNanos < entry.notBeforeNanos) {
      return null;
    }
    Entry fresh = new Entry(server, nowNanos + RECONNECT_NANOS);
    entries.put(id, fresh);
    Link link =
        connector.connect(
            server.host(),
            server.port(),
            Hello.ofClient(configuration.clusterId(), id, server.incarnation()),
            fresh);
    fresh.link = link;
    Map<Long, Link> more = new HashMap<>(open);
    more.put(id, link);
    open = Map.copyOf(more);
    return link;
  }

  private synchronized void forget(Entry entry, Link link) {
    long id = entry.server.id();
    Link current = open.get(id);
    if (current != null && current.id() == link.id()) {
      Map<Long, Link> fewer = new HashMap<>(open);
      fewer.remove(id);
      open = Map.copyOf(fewer);
    }
    entry.link = null;
  }

  /** Closes all links and waits for their end; no link is made afterwards. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    connector.close();
  }

  /** A server and the link to it; listens to that link. */
  private final class Entry implements LinkListener {
    private final Server server;
    private final long notBeforeNanos;
    private final Completions.Batch batch = events.batch();
    private @Nullable Link link;

    Entry(Server server, long notBeforeNanos) {
      this.server = server;
      this.notBeforeNanos = notBeforeNanos;
    }

    boolean leadsTo(Server other) {
      return server.incarnation() == other.incarnation()
          && server.port() == other.port()
          && server.host().equals(other.host());
    }

    @Override
    public void received(Link from, Message message) {
      events.received(from, message, batch);
    }

    @Override
    public void batchEnd(Link from) {
      batch.flush();
    }

    @Override
    public void closed(Link from, CloseReason reason) {
      forget(this, from);
      events.disconnected(from, reason, batch);
      batch.flush();
    }
  }
}
