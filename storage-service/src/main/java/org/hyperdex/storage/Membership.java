package org.hyperdex.storage;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.storage.membership.Announcement;
import org.hyperdex.storage.membership.ConfigurationSource;
import org.hyperdex.storage.membership.Joined;
import org.hyperdex.storage.membership.MembershipException;
import org.hyperdex.storage.rows.DataDirectoryException;
import org.hyperdex.storage.shard.ShardEvent;
import org.hyperdex.transport.link.LinkIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's place in its cluster: joins it, and hands the configurations and leases that come from
 * it to the parts. The source's thread calls, one call after the other.
 */
final class Membership implements ConfigurationSource.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  /** Told what follows for the server as a whole. */
  interface Observer {
    /** All shards work under {@code configuration}; by the last of them. */
    void adopted(Configuration configuration);

    /** The cluster goes on without this process. */
    void end(Ending.Kind kind, Throwable why);

    /** The server cannot go on. */
    void failed(Throwable cause);
  }

  private final StorageOptions options;
  private final ServerParts parts;
  private final AtomicReference<Configuration> newest;
  private final Observer observer;
  private volatile long incarnation;
  private volatile long adoptedVersion;
  private volatile long leaseUntilNanoTime = System.nanoTime();
  private volatile boolean leaving;

  /**
   * Makes one that has not joined yet.
   *
   * @param newest where the newest configuration is kept for all parts
   */
  Membership(
      StorageOptions options,
      ServerParts parts,
      AtomicReference<Configuration> newest,
      Observer observer) {
    this.options = options;
    this.parts = parts;
    this.newest = newest;
    this.observer = observer;
  }

  /** Blocks until the cluster has taken the server in, and begins to follow it. */
  void join() {
    try {
      Joined joined =
          parts.source.join(
              new Announcement(
                  parts.self,
                  options.listen(),
                  parts.links.port(),
                  options.zone(),
                  new SecureRandom().nextLong()));
      parts.directory.join(joined.clusterId());
      incarnation = joined.incarnation();
      LinkIdentity identity = new LinkIdentity(joined.clusterId(), parts.self, incarnation);
      parts.peers.identify(identity);
      parts.links.identify(identity);
      LOG.info(
          "server {} has joined cluster {} as incarnation {}, data port {}",
          Long.toUnsignedString(parts.self),
          joined.clusterId(),
          incarnation,
          parts.links.port());
      parts.source.follow(this);
    } catch (MembershipException | DataDirectoryException e) {
      observer.end(Ending.Kind.REMOVED, e);
    } catch (InterruptedException e) {
      LOG.debug("the server is closed before it has joined");
    } catch (RuntimeException e) {
      observer.failed(e);
    }
  }

  @Override
  public void configuration(Configuration newer) {
    if (newer.version() <= newest.get().version()) {
      return;
    }
    Server known = newer.server(parts.self).orElse(null);
    if (known == null || known.incarnation() < incarnation) {
      // From before this process was known; the core must not see it.
      return;
    }
    if (known.state() == ServerState.KILLED) {
      removed(
          new MembershipException(
              "an operator has banned this server; it can only come back with an empty data"
                  + " directory"));
    } else if (known.incarnation() > incarnation) {
      removed(new MembershipException("a newer process of this server has joined the cluster"));
    } else if (known.state() == ServerState.UNAVAILABLE) {
      lost();
    } else {
      adopt(newer);
    }
  }

  private void adopt(Configuration newer) {
    try {
      if (newer.version() > parts.store.adoptedVersion()) {
        parts.store.adopt(newer.version());
      }
      newest.set(newer);
      parts.peers.configure(newer);
      parts.shards.configure(newer, () -> adopted(newer));
    } catch (RuntimeException e) {
      observer.failed(e);
    }
  }

  private void adopted(Configuration newer) {
    adoptedVersion = Math.max(adoptedVersion, newer.version());
    LOG.info("configuration {} adopted", newer.version());
    observer.adopted(newer);
  }

  @Override
  public void leased(long untilNanoTime) {
    if (!leaving && untilNanoTime - leaseUntilNanoTime > 0) {
      leaseUntilNanoTime = untilNanoTime;
      parts.mailboxes.toAll(new ShardEvent.Lease(parts.clock.of(untilNanoTime)));
    }
  }

  /** The cluster goes on without this process, whose rows are good for a new one to begin with. */
  @Override
  public void lost() {
    if (!leaving) {
      observer.end(
          Ending.Kind.LOST, new MembershipException("the cluster has taken this process for lost"));
    }
  }

  @Override
  public void removed(MembershipException why) {
    observer.end(Ending.Kind.REMOVED, why);
  }

  /** From now on there are no leases, and it is no loss that the cluster goes on without it. */
  void leaving() {
    leaving = true;
  }

  /** The version of the configuration that all shards have adopted; 0 before the first. */
  long adoptedVersion() {
    return adoptedVersion;
  }

  /** Whether the server has a lease. */
  boolean leased() {
    return leaseUntilNanoTime - System.nanoTime() > 0 && !leaving;
  }
}
