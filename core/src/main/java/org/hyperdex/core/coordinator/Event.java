package org.hyperdex.core.coordinator;

import java.util.List;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Space;

/** One change of the coordinator's state. Applied by {@link Evolution}, and by nothing else. */
public sealed interface Event {
  /** Whether the configuration that is published differs, or shall be published again, after it. */
  default boolean touchesConfiguration() {
    return true;
  }

  /** The cluster has an identity. */
  record ClusterFounded(String clusterId) implements Event {}

  /** A coordinator node is known. */
  record CoordinatorAdded(String id, String host, int port) implements Event {}

  /** A coordinator node serves elsewhere. */
  record CoordinatorMoved(String id, String host, int port) implements Event {}

  /** A coordinator node is no longer one. */
  record CoordinatorRemoved(String id) implements Event {}

  /** Writes are refused, or accepted again. */
  record ReadOnlySet(boolean readOnly) implements Event {}

  /**
   * There is a new space.
   *
   * @param nextId the id counter after all ids in {@code space}
   */
  record SpaceAdded(Space space, long nextId) implements Event {}

  /** A space is gone. */
  record SpaceRemoved(long id) implements Event {}

  /** A space has another name, and so another canonical description. */
  record SpaceRenamed(long id, String name, String description) implements Event {}

  /** A server is known: {@code REGISTERED}. */
  record ServerRegistered(long id, String host, int port, String zone) implements Event {}

  /** A server's process runs: {@code AVAILABLE}. */
  record ServerAnnounced(long id, String host, int port, String zone, long start, long incarnation)
      implements Event {}

  /** An available server is believed dead or was taken offline: {@code UNAVAILABLE}. */
  record ServerUnavailable(long id) implements Event {}

  /** An available server left in order: {@code SHUTDOWN}. */
  record ServerLeft(long id) implements Event {}

  /**
   * A server's announcements are not accepted from now on. It is not available when this happens.
   */
  record ServerHeld(long id) implements Event {
    @Override
    public boolean touchesConfiguration() {
      return false;
    }
  }

  /**
   * A server's announcements are accepted again. The configuration is published again though it is
   * the same: the server's process, which follows it, sees that it should try.
   */
  record ServerReleased(long id) implements Event {}

  /** A server is banned for ever: {@code KILLED}. */
  record ServerKilled(long id) implements Event {}

  /** A server is not known any more. */
  record ServerForgotten(long id) implements Event {}

  /** Regions without servers have got some; the epoch of each is one higher. */
  record ChainsAssigned(List<Assignment> assignments) implements Event {
    public ChainsAssigned {
      assignments = List.copyOf(assignments);
    }
  }

  /**
   * The servers of one region.
   *
   * @param chain head first
   */
  record Assignment(long region, List<Long> chain) {
    public Assignment {
      chain = List.copyOf(chain);
    }
  }

  /**
   * The epoch of every region that has {@code server} in its chain, or as joiner, is one higher.
   */
  record EpochsRaised(long server) implements Event {}

  /**
   * A server that is not available is out of every chain that has an available member, and is
   * nobody's joiner any more; the epoch of each of these regions is one higher.
   */
  record ChainsShrunk(long server, long atMillis) implements Event {}

  /** Regions have got a joiner; the epoch of each is one higher. */
  record JoinersAssigned(List<Seat> joiners) implements Event {
    public JoinersAssigned {
      joiners = List.copyOf(joiners);
    }
  }

  /** Joiners are the tails of their chains; the epoch of each region is one higher. */
  record JoinersPromoted(List<Seat> joiners) implements Event {
    public JoinersPromoted {
      joiners = List.copyOf(joiners);
    }
  }

  /** Regions have no joiner any more; the epoch of each is one higher. */
  record JoinersDismissed(List<Seat> joiners) implements Event {
    public JoinersDismissed {
      joiners = List.copyOf(joiners);
    }
  }

  /** Live members are out of chains that have others; the epoch of each region is one higher. */
  record MembersRetired(List<Seat> members) implements Event {
    public MembersRetired {
      members = List.copyOf(members);
    }
  }

  /** A server and a region. */
  record Seat(long region, long server) {}

  /**
   * A server is out of every chain. A region of which it was the only member has another one in its
   * place, with the same box, the next epoch and no server: its objects are given up.
   *
   * @param replacements for each such region, in order, the new one
   * @param nextId the id counter after the new ids
   */
  record ServerGivenUp(long server, List<Replacement> replacements, long nextId, long atMillis)
      implements Event {
    public ServerGivenUp {
      replacements = List.copyOf(replacements);
    }
  }

  /** One region takes the place of another. */
  record Replacement(long region, long by) {}

  /** A space tolerates another number of failures, and so has another canonical description. */
  record FaultToleranceSet(long id, int faultTolerance, String description) implements Event {}

  /**
   * A space has an index more.
   *
   * @param nextId the id counter after the id of {@code index}
   */
  record IndexAdded(long space, Index index, long nextId) implements Event {}

  /** A space has an index less. */
  record IndexRemoved(long space, long index) implements Event {}

  /** Indices are ready. */
  record IndicesBuilt(List<Long> indices) implements Event {
    public IndicesBuilt {
      indices = List.copyOf(indices);
    }
  }

  /** A recovery has begun. */
  record RecoveryOpened(Recovery recovery) implements Event {
    @Override
    public boolean touchesConfiguration() {
      return false;
    }
  }

  /** A recovery is in another phase. */
  record RecoveryMoved(long id, Recovery.Step step) implements Event {
    @Override
    public boolean touchesConfiguration() {
      return false;
    }
  }

  /**
   * Ends the events of a decision that touch the configuration: they have become {@code version}.
   */
  record ConfigurationAdvanced(long version) implements Event {
    @Override
    public boolean touchesConfiguration() {
      return false;
    }
  }

  /** A command of a client has been answered. */
  record ResponseRecorded(long client, long sequence, Response response) implements Event {
    @Override
    public boolean touchesConfiguration() {
      return false;
    }
  }
}
