package org.hyperdex.storage.membership;

import java.time.Duration;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.storage.rows.Identity;

/** Where a server's place in its cluster, and all configurations, come from. */
public interface ConfigurationSource extends AutoCloseable {
  /** Makes the source of a server. */
  @FunctionalInterface
  interface Factory {
    /** Makes a source for the server {@code identity}; connects to nobody yet. */
    ConfigurationSource open(Identity identity);
  }

  /** Told what follows from the membership, by threads of the source. */
  interface Listener {
    /** A configuration newer than all before it. */
    void configuration(Configuration configuration);

    /**
     * The server has a lease until {@link System#nanoTime} is {@code untilNanoTime}: the
     * coordinator takes it out of no chain before.
     */
    void leased(long untilNanoTime);

    /** The cluster has taken this process for lost: it goes on as another, or not at all. */
    void lost();

    /** The cluster does not want this process any more. */
    void removed(MembershipException why);
  }

  /**
   * Announces the process, and waits until the cluster has taken it in, however long it takes.
   *
   * @throws MembershipException if the cluster refuses it for good
   * @throws InterruptedException if the source is closed, or the thread interrupted, meanwhile
   */
  Joined join(Announcement announcement) throws InterruptedException;

  /** Begins to follow configurations and to let the cluster know that the process lives. */
  void follow(Listener listener);

  /** What the cluster is told from now on. */
  void report(Report report);

  /**
   * Tells the cluster that the process leaves in order.
   *
   * @param timeout when to give up
   * @return the version of the configuration without this server; 0 if there is none
   */
  long leave(Duration timeout);

  /** Ends everything. */
  @Override
  void close();
}
