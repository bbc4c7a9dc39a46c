package org.hyperdex.storage.peers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.storage.search.Searches;
import org.hyperdex.storage.shard.Mailboxes;
import org.hyperdex.storage.shard.ShardEvent;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkAcceptor;
import org.hyperdex.transport.link.LinkListener;
import org.hyperdex.transport.link.LinkRefusedException;
import org.hyperdex.transport.link.Refusal;
import org.hyperdex.transport.wire.Hello;
import org.jspecify.annotations.Nullable;

/** Takes the links others open to this server, and knows the clients among them. */
public final class Receptionist implements LinkAcceptor {
  private final Mailboxes mailboxes;
  private final Searches searches;
  private final Supplier<Configuration> configuration;
  private final Map<Long, ClientSession> clients = new ConcurrentHashMap<>();
  private final LinkTotals totals;
  private volatile boolean leaving;

  /**
   * Makes a receptionist.
   *
   * @param mailboxes where requests and messages go
   * @param searches where the clients' searches run
   * @param configuration the newest one this server knows
   * @param totals where the links are counted
   */
  public Receptionist(
      Mailboxes mailboxes,
      Searches searches,
      Supplier<Configuration> configuration,
      LinkTotals totals) {
    this.mailboxes = mailboxes;
    this.searches = searches;
    this.configuration = configuration;
    this.totals = totals;
  }

  @Override
  public LinkListener accept(Link link, Hello hello) {
    if (hello.kind() == Hello.Kind.SERVER) {
      refuseStale(hello);
    }
    totals.opened(link);
    return switch (hello.kind()) {
      case CLIENT -> {
        ClientSession session = new ClientSession(link, searches);
        clients.put(session.id(), session);
        yield new IncomingLink(this, mailboxes, session);
      }
      case SERVER -> {
        // With its last link acknowledgements may have been lost: it acknowledges again what it is
        // sent again.
        mailboxes.toAll(new ShardEvent.PeerReconnected(hello.serverId()));
        yield new IncomingLink(this, mailboxes, null);
      }
    };
  }

  private void refuseStale(Hello hello) {
    configuration
        .get()
        .server(hello.serverId())
        .filter(server -> server.incarnation() > hello.incarnation())
        .ifPresent(server -> {
          throw new LinkRefusedException(
              Refusal.STALE_CALLER,
              "the caller is incarnation "
                  + hello.incarnation()
                  + " of a server whose newest is "
                  + server.incarnation());
        });
  }

  /** From now on requests of clients are refused; what was taken before is still answered. */
  public void refuseRequests() {
    leaving = true;
  }

  /** How many clients have a link to this server. */
  public int clients() {
    return clients.size();
  }

  boolean leaving() {
    return leaving;
  }

  long configurationVersion() {
    return configuration.get().version();
  }

  @Nullable ClientSession client(long link) {
    return clients.get(link);
  }

  void closed(Link link, @Nullable ClientSession session) {
    totals.ended(link);
    if (session != null) {
      clients.remove(session.id());
      session.searches().close();
    }
  }
}
