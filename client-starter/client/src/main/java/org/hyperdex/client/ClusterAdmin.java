package org.hyperdex.client;

import java.time.Duration;
import java.util.List;

/**
 * Administration of a cluster. All calls block, at most their timeout, and throw {@link
 * HyperDexException}; commands are carried out exactly once however often they are sent.
 */
public interface ClusterAdmin {
  /** The same administration with another timeout for each call. */
  ClusterAdmin withTimeout(Duration timeout);

  /**
   * Makes a space. When it returns, this client knows the space and each of its regions has a
   * server, so the next operation works. If the timeout ends the wait for servers, it returns as
   * well: the space exists, and operations wait for servers themselves.
   *
   * @param description in the space description language
   * @throws InvalidSpaceException if the description breaks a rule
   * @throws HyperDexException DUPLICATE if a space of that name exists
   */
  void addSpace(String description);

  /** Removes a space and all its objects; NOT_FOUND if there is none. */
  void removeSpace(String name);

  /** Gives a space another name; NOT_FOUND if there is none, DUPLICATE if the new name is taken. */
  void renameSpace(String from, String to);

  /** Makes the cluster refuse writes, or accept them again. */
  void setReadOnly(boolean readOnly);

  /** Makes a server known before it starts. */
  void serverRegister(long id, String host, int port, String zone);

  /** Lets a server that was taken offline announce itself again. */
  void serverOnline(long id);

  /** Declares a server unavailable. */
  void serverOffline(long id);

  /** Bans a server for ever. */
  void serverKill(long id);

  /** Removes a server from the configuration; REFUSED while a chain needs it. */
  void serverForget(long id);

  /**
   * Removes a server from the configuration.
   *
   * @param acceptDataLoss whether it is removed although it is the last one that has the objects of
   *     some regions, which begin anew without any; REFUSED otherwise
   */
  void serverForget(long id, boolean acceptDataLoss);

  /**
   * Lets a space have an index more. It returns at once; the index is built in the background and
   * searches go without it until then. {@link #awaitIndex} waits for it.
   *
   * @param attribute its name; in a document, a path in it: {@code doc.a.b}
   * @return the index's id
   * @throws HyperDexException NOT_FOUND if there is no such space or attribute, DUPLICATE if the
   *     index exists, MALFORMED if it makes no sense
   */
  long addIndex(String space, String attribute);

  /** Removes an index; NOT_FOUND if there is none, REFUSED if its attribute spans a subspace. */
  void removeIndex(long index);

  /**
   * Waits until an index is ready.
   *
   * @return whether it is; false when the timeout has ended the wait
   * @throws HyperDexException NOT_FOUND if there is none, or it is removed meanwhile
   */
  boolean awaitIndex(long index);

  /** How far the indices of the cluster are that are being built. */
  List<IndexBuild> indexing();

  /**
   * How far an index is, over all copies of its space's regions.
   *
   * @param rowsDone how many rows have their entries
   * @param rowsTotal how many rows there are, about
   */
  record IndexBuild(long index, long rowsDone, long rowsTotal) {}

  /**
   * Lets a space tolerate so many failures. It returns at once; {@link #waitUntilStable} waits for
   * the replicas. NOT_FOUND if there is no such space, MALFORMED if the number is out of range.
   */
  void setFaultTolerance(String space, int failures);

  /** Removes a coordinator node from the cluster. */
  void removeCoordinator(String id);

  /**
   * Waits until all servers have adopted the configuration and nothing is being repaired.
   *
   * @return whether that happened within {@code timeout}, and what is missing if not
   */
  Stability waitUntilStable(Duration timeout);

  /** The recoveries under way and the last ones that have ended, in the order they began. */
  List<RecoveryReport> recoveries();

  /** Asks the coordinator this client talks to. */
  CoordinatorStatus status();

  /**
   * Whether the cluster is stable.
   *
   * @param stable whether it is
   * @param configurationVersion the newest configuration
   * @param missing what is missing, for people; empty if stable
   */
  record Stability(boolean stable, long configurationVersion, String missing) {}
}
