package org.hyperdex.core.coordinator;

import java.util.List;

/**
 * What the coordinator is asked to do.
 *
 * <p>A command is carried out exactly once for its {@link #client} and {@link #sequence}: one that
 * comes again is answered with the response of the first time, within the limits of {@link
 * ResponseHistory}. Commands the coordinators give themselves have the client {@link #ITSELF} and
 * are not remembered: each of them changes nothing if it comes a second time.
 */
public sealed interface Command {
  /** The client of commands that the coordinators give themselves. */
  long ITSELF = 0;

  /** The session that asks, random; {@link #ITSELF} for the coordinators. */
  long client();

  /** Names the command within its session: greater than that of every earlier one, from 1. */
  long sequence();

  /** Makes the cluster. The first command of a cluster; any later one changes nothing. */
  record Found(long client, long sequence, String clusterId) implements Command {}

  /** Lets a coordinator node be known. Its address must not be another's. */
  record AddCoordinator(long client, long sequence, String id, String host, int port)
      implements Command {}

  /**
   * Says that a coordinator node serves at another address now. The address may be another node's:
   * when all nodes move at once, some go to where others were.
   */
  record UpdateCoordinator(long client, long sequence, String id, String host, int port)
      implements Command {}

  /** Takes a coordinator node out. The last one stays. */
  record RemoveCoordinator(long client, long sequence, String id) implements Command {}

  /** Makes a space of a description in the space language. */
  record AddSpace(long client, long sequence, String description) implements Command {}

  /** Removes a space and its objects. */
  record RemoveSpace(long client, long sequence, String name) implements Command {}

  /** Gives a space another name, which must be one that a description could have given it. */
  record RenameSpace(long client, long sequence, String from, String to) implements Command {}

  /** Refuses all writes from now on, or accepts them again. */
  record SetReadOnly(long client, long sequence, boolean readOnly) implements Command {}

  /** Lets a server be known before its process has ever run. */
  record RegisterServer(long client, long sequence, long id, String host, int port, String zone)
      implements Command {}

  /**
   * A server's process announces itself. A server that is not known is registered by it.
   *
   * @param id the identity of the server's data directory
   * @param zone its failure zone; empty if it has no label
   * @param start random, drawn when the process started: tells a new process from one that
   *     announces itself again. A new one gets a new incarnation
   */
  record ServerOnline(
      long client, long sequence, long id, String host, int port, String zone, long start)
      implements Command {}

  /** A server's process leaves in order. */
  record ServerShutdown(long client, long sequence, long id, long incarnation) implements Command {}

  /**
   * A server's process is no more, or counts as if it were none.
   *
   * @param reason how that was found out
   * @param sinceMillis when it was last known to be there, in milliseconds since 1970; 0 if that is
   *     not known
   */
  record ServerLost(
      long client,
      long sequence,
      long id,
      long incarnation,
      Recovery.Reason reason,
      long sinceMillis)
      implements Command {
    /** A server that was silent until its lease had run out. */
    public ServerLost(long client, long sequence, long id, long incarnation) {
      this(client, sequence, id, incarnation, Recovery.Reason.LEASE_EXPIRED, 0);
    }
  }

  /**
   * Several servers were lost at the same time. That is not the same as one after the other: a
   * chain all of whose members are lost at once is not shortened, so whichever of them returns
   * first goes on with it.
   */
  record ServersLost(long client, long sequence, List<ServerLost> lost) implements Command {
    public ServersLost {
      lost = List.copyOf(lost);
    }
  }

  /**
   * An operator takes a server offline and holds it there: no announcement of its process is
   * accepted before {@link ReleaseServer}.
   */
  record ServerOffline(long client, long sequence, long id) implements Command {}

  /**
   * An operator's {@code server-online}: ends what {@link ServerOffline} began. Only the server's
   * own process can say that it runs, so the server becomes available with its next announcement.
   */
  record ReleaseServer(long client, long sequence, long id) implements Command {}

  /** An operator bans a server for ever. */
  record ServerKill(long client, long sequence, long id) implements Command {}

  /**
   * An operator removes a server from the list. Refused while it is available or in a chain.
   *
   * @param acceptDataLoss whether it is removed although it is the last member of chains, which
   *     begin anew without any object
   */
  record ServerForget(long client, long sequence, long id, boolean acceptDataLoss)
      implements Command {
    /** Forgets a server that nobody needs. */
    public ServerForget(long client, long sequence, long id) {
      this(client, sequence, id, false);
    }
  }

  /** Lets a space tolerate another number of failures from now on; chains grow or shrink to it. */
  record SetFaultTolerance(long client, long sequence, String space, int faultTolerance)
      implements Command {}

  /**
   * Lets a space have an index more.
   *
   * @param attribute the attribute's name, in a document followed by a path ({@code doc.a.b})
   */
  record AddIndex(long client, long sequence, String space, String attribute) implements Command {}

  /** Removes an index. Those of attributes that span a subspace stay. */
  record RemoveIndex(long client, long sequence, long index) implements Command {}

  /** Every copy of every region has all entries of these indices. */
  record IndicesReady(long client, long sequence, List<Long> indices) implements Command {
    public IndicesReady {
      indices = List.copyOf(indices);
    }
  }

  /** Names joiners where {@link Repair} and {@link Balance} want some. */
  record AssignJoiners(long client, long sequence, Repair.Policy policy) implements Command {}

  /**
   * Joiners have been brought up to date: they become tails. Those that came too late do not, nor
   * those whose tail is not there any more. From when a tail says so until the region has another
   * epoch, it must acknowledge nothing that the joiner has not acknowledged, whatever happens to
   * their connection: the joiner may be a member by now.
   */
  record JoinersReady(long client, long sequence, List<Place> ready) implements Command {
    public JoinersReady {
      ready = List.copyOf(ready);
    }
  }

  /**
   * Takes live members out of chains that have more than they need. The leases of these servers
   * must have run out, and must not be granted anew before they have adopted what comes of this.
   *
   * @param version of the only state in which it has an effect: in another one others may be to
   *     leave, and these have leases again
   */
  record RetireMembers(long client, long sequence, long version, List<Place> members)
      implements Command {
    public RetireMembers {
      members = List.copyOf(members);
    }
  }

  /**
   * A server's place in a region.
   *
   * @param epoch the region's, when the place was as is said
   */
  record Place(long region, long epoch, long server) {}

  /** Recoveries have come further, as far as that is seen from outside the state. */
  record AdvanceRecoveries(long client, long sequence, List<Progress> progress) implements Command {
    public AdvanceRecoveries {
      progress = List.copyOf(progress);
    }
  }

  /**
   * How far a recovery has come.
   *
   * @param phase {@code RE_CHAIN} or {@code CATCH_UP}
   */
  record Progress(long recovery, Recovery.Phase phase) {}
}
