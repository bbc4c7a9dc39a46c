package org.hyperdex.simulation;

import static org.hyperdex.simulation.PlantedBug.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.Event;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.index.IndexEntries;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.Ack;
import org.hyperdex.core.protocol.ChainMessage.ChunkStored;
import org.hyperdex.core.protocol.ChainMessage.ChunkWanted;
import org.hyperdex.core.protocol.ChainMessage.Confirm;
import org.hyperdex.core.protocol.ChainMessage.ConfirmAnswer;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.ChainMessage.TransferAck;
import org.hyperdex.core.protocol.ChainMessage.TransferMemory;
import org.hyperdex.core.protocol.ChainMessage.TransferWrite;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Count;
import org.hyperdex.core.protocol.ClientRequest.Get;
import org.hyperdex.core.protocol.ClientRequest.Search;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.replication.StoreChange;

/**
 * Where a planted bug takes hold: at the seams between the core and the simulated world. What is
 * not rewritten here, the parts of that world ask for by {@link #is}.
 */
final class Sabotage {
  private static final Version HIGHEST = new Version(Long.MAX_VALUE, Long.MAX_VALUE);

  /** No client counts its operations so far. */
  private static final long FORGOTTEN = 1L << 40;

  private record Asked(long client, long request) {}

  private final PlantedBug bug;
  private final Map<Asked, OperationId> asked = new HashMap<>();
  private final Set<OperationId> refused = new HashSet<>();

  Sabotage(PlantedBug bug) {
    this.bug = bug;
  }

  boolean is(PlantedBug one) {
    return bug == one;
  }

  /**
   * A message as the receiver sees it; empty if it gets lost without anybody knowing.
   *
   * @param epoch the receiver's own of the region
   */
  Optional<ChainMessage> arriving(ChainMessage message, long epoch, SplittableRandom random) {
    ChainMessage seen =
        switch (message) {
          case Propagate p when is(TOMBSTONES_DROPPED_EARLY) ->
              Rewritten.with(p, Map.of("stable", HIGHEST));
          case Propagate p when is(REMOVAL_FORGOTTEN) && creates(p) ->
              Rewritten.with(p, Map.of("previous", Version.NONE));
          case TransferMemory m when is(OUTCOMES_LOST_IN_TRANSFER) ->
              Rewritten.with(m, Map.of("outcomes", List.of()));
          case TransferMemory m when is(REMOVALS_LOST_IN_TRANSFER) ->
              Rewritten.with(m, Map.of("removals", List.of()));
          case ChunkWanted w when is(CHUNK_NOT_SENT) ->
              new ChunkStored(w.region(), w.epoch(), w.transfer(), w.from());
          case Confirm c when is(CONFIRMED_AT_ANY_EPOCH) ->
              Rewritten.with(c, Map.of("epoch", epoch));
          case ConfirmAnswer a when is(CONFIRMED_AT_ANY_EPOCH) ->
              Rewritten.with(a, Map.of("epoch", epoch));
          default -> message;
        };
    boolean lost = message instanceof Ack && is(ACKNOWLEDGEMENTS_LOST) && random.nextInt(100) == 0;
    return lost ? Optional.empty() : Optional.of(seen);
  }

  private static boolean creates(Propagate write) {
    return write.path().stream().allMatch(element -> element.role() == Role.INSERT);
  }

  /**
   * What a server answers at once to a message it does not take; empty if it takes it.
   *
   * @param head whether it is the head of the message's region
   */
  Optional<ChainMessage> answeredAtOnce(ChainMessage message, boolean head, SimulatedStore store) {
    return switch (message) {
      case TransferWrite w when is(WRITES_NOT_FORWARDED) ->
          Optional.of(new TransferAck(w.region(), w.epoch(), w.transfer(), w.sequence()));
      case Propagate p
          when is(ACKNOWLEDGED_WHEN_SEEN)
              && !(head && p.position() == 0)
              && store.writtenVersion(p.region(), p.key()).compareTo(p.version()) >= 0 ->
          Optional.of(acknowledgement(p, head ? p.position() - 1 : p.position()));
      default -> Optional.empty();
    };
  }

  private static Ack acknowledgement(Propagate write, int position) {
    return new Ack(
        write.path().get(position).region(), write.epoch(), write.key(), write.version(), position);
  }

  /** Whether a server takes a region for one that it has no use for. */
  boolean unneeded(Optional<RegionRef> region, long server) {
    return region.isEmpty()
        ? !is(REMOVED_SPACE_KEPT)
        : is(JOINER_CLEANED) && !region.get().region().chain().contains(server);
  }

  /** A request as the server sees it. */
  ClientRequest arriving(long client, ClientRequest request) {
    return switch (request) {
      case Write w when is(REFUSAL_FORGOTTEN) -> {
        asked.put(new Asked(client, w.requestId()), w.operation());
        OperationId another = new OperationId(client, w.operation().sequence() + FORGOTTEN);
        yield refused.contains(w.operation()) ? Rewritten.with(w, Map.of("operation", another)) : w;
      }
      case Write w when is(CONDITION_IGNORED) ->
          Rewritten.with(w, Map.of("ifVersion", Optional.empty()));
      case Write w when is(EXISTENCE_IGNORED) ->
          Rewritten.with(w, Map.of("existence", Existence.ANY));
      case Write w when is(OUTCOME_FORGOTTEN_EARLY) ->
          Rewritten.with(w, Map.of("watermark", w.operation().sequence()));
      case Write w when is(FUNCTIONS_OUT_OF_ORDER) && w.change() instanceof Update update ->
          Rewritten.with(w, Map.of("change", new Update(update.functions().reversed())));
      case Write w when is(ONE_ALTERNATIVE_GUARDS) && !w.guards().alternatives().isEmpty() ->
          Rewritten.with(w, Map.of("guards", Predicate.all(w.guards().alternatives().getFirst())));
      case Search s when is(MOVES_NOT_TOLD) && s.lookBackMillis() > 0 ->
          Rewritten.with(s, Map.of("lookBackMillis", 1L));
      case Count c when is(MOVES_NOT_TOLD) && c.lookBackMillis() > 0 ->
          Rewritten.with(c, Map.of("lookBackMillis", 1L));
      default -> request;
    };
  }

  /** A server answers. */
  void answers(long client, ServerResponse response) {
    OperationId operation = asked.get(new Asked(client, response.requestId()));
    if (operation != null && response instanceof WriteResult w && !w.outcome().success()) {
      refused.add(operation);
    }
  }

  /** A request that is answered past the core; empty if it is not. */
  Optional<ServerResponse> answeredAtOnce(ClientRequest request, SimulatedStore store) {
    return request instanceof Get get && doesNotWait(get)
        ? Optional.of(GetResult.of(get, Optional.ofNullable(store.read(get.region(), get.key()))))
        : Optional.empty();
  }

  private boolean doesNotWait(Get get) {
    return is(GET_DOES_NOT_WAIT)
        || (is(PARTIAL_GET_DOES_NOT_WAIT) && get.columns().positions().isPresent());
  }

  /** Whether an index does not learn of a change of an object that stays. */
  boolean misses(IndexEntries index) {
    return is(NESTED_CHANGE_MISSED) && DocumentPath.parse(index.index().path()).steps().size() > 1;
  }

  /** What is written of a turn's changes. */
  List<StoreChange> written(List<StoreChange> changes) {
    List<StoreChange> kept = new ArrayList<>(changes);
    kept.removeIf(this::leavesOut);
    boolean inKeyRegion = changes.stream().anyMatch(StoreChange.PutOutcome.class::isInstance);
    if (is(ROWS_ROT) && !inKeyRegion) {
      kept.replaceAll(Sabotage::rotten);
    }
    return kept;
  }

  private static StoreChange rotten(StoreChange change) {
    if (!(change instanceof StoreChange.PutRow put) || put.row().version().counter() % 8 != 5) {
      return change;
    }
    byte[] row = put.row().row().array().clone();
    row[row.length - 1]++;
    return new StoreChange.PutRow(
        put.region(), put.key(), new StoredRow(put.row().version(), Bytes.wrap(row)));
  }

  private boolean leavesOut(StoreChange change) {
    return switch (change) {
      case StoreChange.PutOutcome _ -> is(OUTCOMES_NOT_KEPT);
      case StoreChange.RemoveOutcome _ -> is(OUTCOMES_KEPT_FOR_EVER);
      case StoreChange.RemoveTombstone _ -> is(TOMBSTONES_KEPT_FOR_EVER);
      case StoreChange.PutPending _ -> is(PENDING_NOT_KEPT);
      case StoreChange.RemovePending _ -> is(PENDING_NOT_REMOVED);
      case StoreChange.PutTombstone _ -> is(TOMBSTONES_NOT_KEPT);
      case StoreChange.RemoveRow _ -> is(OLD_PLACE_KEPT);
      case StoreChange.PutRow put -> is(INSERT_LOST) && put.row().version().counter() % 16 == 3;
      default -> false;
    };
  }

  /** A command as the coordinators take it. */
  Command taken(Command command) {
    return command instanceof Command.ServerForget forget && is(FORGOTTEN_WITH_OBJECTS)
        ? new Command.ServerForget(forget.client(), forget.sequence(), forget.id(), true)
        : command;
  }

  /** What becomes of a decision of the coordinators. */
  List<Event> decided(CoordinatorState state, List<Event> events) {
    List<Event> kept = new ArrayList<>(events);
    if (is(MOVED_BEFORE_JOINED)) {
      events.forEach(event -> retiredAtOnce(state, event).ifPresent(kept::add));
    }
    boolean givenUp = events.stream().anyMatch(Event.ServerGivenUp.class::isInstance);
    boolean announced = events.stream().anyMatch(Event.ServerAnnounced.class::isInstance);
    boolean killed = events.stream().anyMatch(Event.ServerKilled.class::isInstance);
    kept.removeIf(event ->
        switch (event) {
          case Event.ChainsShrunk shrunk ->
              (is(KILLED_MEMBER_KEPT) && killed)
                  || (is(DEAD_MEMBER_KEPT) && isSending(state, shrunk.server()));
          case Event.ChainsAssigned _ ->
              (is(REGION_STAYS_DEAD) && announced) || (is(GIVEN_UP_STAYS_DEAD) && givenUp);
          case Event.MembersRetired _ -> is(SURPLUS_KEPT);
          case Event.JoinersAssigned _ -> is(NOT_REPLICATED_AGAIN);
          default -> false;
        });
    return kept;
  }

  /** The tails that leave when somebody begins to join a chain that is complete. */
  private static Optional<Event> retiredAtOnce(CoordinatorState state, Event event) {
    if (!(event instanceof Event.JoinersAssigned assigned)) {
      return Optional.empty();
    }
    List<Event.Seat> leaving =
        assigned.joiners().stream()
            .map(seat -> state.configuration().region(seat.region()).orElseThrow())
            .filter(ref -> ref.region().chain().size() > ref.space().faultTolerance())
            .filter(ref -> ref.region().chain().size() > 1)
            .map(ref -> new Event.Seat(ref.region().id(), ref.region().chain().getLast()))
            .toList();
    return leaving.isEmpty() ? Optional.empty() : Optional.of(new Event.MembersRetired(leaving));
  }

  /** Whether the server is a member of a region that has a joiner. */
  private static boolean isSending(CoordinatorState state, long server) {
    return state.configuration().spaces().stream()
        .flatMap(space -> space.subspaces().stream())
        .flatMap(subspace -> subspace.regions().stream())
        .anyMatch(region -> region.joiner().isPresent() && region.chain().contains(server));
  }
}
