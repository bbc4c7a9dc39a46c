package org.hyperdex.simulation;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Get;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.simulation.check.Kinds;

/** Which situations worth testing came up in a run, and how often. */
public final class Coverage {
  /** A situation in which a protocol can go wrong. */
  public enum State {
    /** An object moves from one region to another. */
    MOVE,
    /** A write arrives before the one it builds on. */
    WRITE_OVERTAKES,
    /** A write arrives that is there already. */
    WRITE_ARRIVES_AGAIN,
    /** A get finds a write under way. */
    GET_MEETS_PENDING,
    /** A search finds a write under way that may matter. */
    SEARCH_MEETS_PENDING,
    /** An operation arrives again. */
    RETRY,
    /** A link loses what is under way. */
    LINK_BREAKS,
    /** A message arrives although the link it was sent by has ended. */
    MESSAGE_OUTLIVES_LINK,
    /** A process ends with writes under way. */
    PENDING_SURVIVES_END,
    /** A power loss takes back what was written. */
    BATCH_LOST,
    /** A client does not learn what became of its write. */
    OUTCOME_UNKNOWN,
    /** A search has to read an object that no region has brought. */
    SEARCH_READS_MOVED,
    /** A count has to read an object that is not at rest. */
    COUNT_READS_MOVED,
    /** A search in an order comes to its end. */
    SEARCH_IN_ORDER,
    /** A group operation changes something, and comes to its end. */
    GROUP_CHANGES,
    /** A group operation stops after it has changed something. */
    GROUP_STOPS,
    /** A search or count has to begin anew. */
    SEARCH_BEGINS_ANEW,
    /** A search or count looks for objects in an index. */
    SEARCH_GOES_BY_INDEX,
    /** A search or count must do without an index that is being built. */
    SEARCH_MEETS_UNFINISHED_INDEX
  }

  private final Map<State, Long> counts = new EnumMap<>(State.class);
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Set<OperationId> operations = new HashSet<>();
  private final Transitions transitions = new Transitions();
  private final Kinds kinds = new Kinds();

  void reached(State state) {
    counts.merge(state, 1L, Long::sum);
  }

  void injected(Fault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  void arrives(ChainMessage message, SimulatedStore store) {
    if (!(message instanceof Propagate write)) {
      return;
    }
    PathElement element = write.path().get(write.position());
    var newest = store.writtenVersion(write.region(), write.key());
    if (element.role() != Role.KEEP && write.position() > 0 && write.row().isPresent()) {
      reached(State.MOVE);
    }
    if (newest.compareTo(write.version()) >= 0) {
      reached(State.WRITE_ARRIVES_AGAIN);
    } else if (element.role() != Role.INSERT && newest.compareTo(write.previous()) < 0) {
      reached(State.WRITE_OVERTAKES);
    }
  }

  void arrives(ClientRequest request, SimulatedStore store) {
    switch (request) {
      case Get get -> {
        if (store.hasPending(get.region(), get.key())) {
          reached(State.GET_MEETS_PENDING);
        }
      }
      case Write write -> {
        if (!operations.add(write.operation())) {
          reached(State.RETRY);
        }
      }
      default -> {}
    }
  }

  void answered(Kinds ofOperations) {
    kinds.add(ofOperations);
  }

  /** What kinds of operations were answered, in scenarios that are about that. */
  public Kinds kinds() {
    return kinds;
  }

  /** How often {@code state} came up. */
  public long of(State state) {
    return counts.getOrDefault(state, 0L);
  }

  /** What went wrong, and how often. */
  public Map<Fault, Long> faults() {
    return Collections.unmodifiableMap(faults);
  }

  /** How often what came up. */
  public Map<State, Long> states() {
    return Collections.unmodifiableMap(counts);
  }

  /** Which transitions of the protocol were passed. */
  Transitions transitions() {
    return transitions;
  }

  /** The transitions of the protocol that were never passed, and are to be. */
  public Collection<String> missingTransitions() {
    return transitions.missing();
  }

  /** How often each transition of the protocol was passed, as Markdown. */
  public String table() {
    return transitions.table();
  }

  /** What never came up. */
  public Set<State> missing() {
    Set<State> missing = EnumSet.allOf(State.class);
    missing.removeAll(counts.keySet());
    return missing;
  }

  /** Adds what another run reached. */
  public void add(Coverage other) {
    other.counts.forEach((state, count) -> counts.merge(state, count, Long::sum));
    other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    transitions.add(other.transitions);
    kinds.add(other.kinds);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
