package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;

/** Decides who leaves chains, who joins them, and when. */
final class ChainDecisions {
  private ChainDecisions() {}

  /** Takes a server that is not available any more out of the regions that can go on without it. */
  static void goOnWithout(Draft draft, long server) {
    CoordinatorState state = draft.state();
    boolean changes =
        state.regions().stream()
            .anyMatch(region ->
                region.isJoinedBy(server)
                    || (region.chain().contains(server)
                        && RegionEvolution.goesOnWithout(state, region, server)));
    if (changes) {
      draft.add(new Event.ChainsShrunk(server, draft.nowMillis()));
    }
  }

  /**
   * A server is back. Chains all of whose members were lost at once waited for any of them: they go
   * on with this one, and without those that are still away.
   */
  static void goOnWith(Draft draft, long server) {
    Set<Long> away = new HashSet<>();
    for (Region region : draft.state().regions()) {
      if (region.chain().contains(server)) {
        away.addAll(region.chain());
      }
    }
    draft.state().servers().stream()
        .filter(known -> !known.available() && away.contains(known.id()))
        .map(KnownServer::id)
        .toList()
        .forEach(id -> goOnWithout(draft, id));
  }

  static Response assignJoiners(Draft draft, Command.AssignJoiners command) {
    List<Event.Seat> due = joinersDue(draft.state(), draft.nowMillis(), command.policy());
    if (!due.isEmpty()) {
      draft.add(new Event.JoinersAssigned(due));
    }
    return draft.done();
  }

  /** Repairs first; moves when there is nothing to repair. */
  static List<Event.Seat> joinersDue(CoordinatorState state, long nowMillis, Repair.Policy policy) {
    List<Event.Seat> repairs = Repair.due(state, nowMillis, policy);
    return repairs.isEmpty() ? Balance.due(state, policy) : repairs;
  }

  static Response joinersReady(Draft draft, Command.JoinersReady command) {
    List<Event.Seat> seats =
        seats(
            draft,
            command.ready(),
            (ref, server) ->
                ref.region().isJoinedBy(server) && isThere(draft, ref.region().chain().getLast()));
    if (!seats.isEmpty()) {
      draft.add(new Event.JoinersPromoted(seats));
    }
    return draft.done();
  }

  /** Without its tail a joiner waits, as everybody waits for the last member of a chain. */
  private static boolean isThere(Draft draft, long tail) {
    return draft.state().server(tail).filter(KnownServer::available).isPresent();
  }

  static Response retire(Draft draft, Command.RetireMembers command) {
    if (command.version() != draft.state().version()) {
      return draft.done();
    }
    List<Event.Seat> seats =
        seats(
            draft,
            command.members(),
            (ref, server) ->
                ref.region().chain().contains(server)
                    && ref.region().chain().size() > ref.space().faultTolerance() + 1
                    && RegionEvolution.goesOnWithout(draft.state(), ref.region(), server));
    if (!seats.isEmpty()) {
      draft.add(new Event.MembersRetired(seats));
    }
    return draft.done();
  }

  /** The places that are as they were when the command was written, and fit. */
  private static List<Event.Seat> seats(
      Draft draft, List<Command.Place> places, BiPredicate<Configuration.RegionRef, Long> fits) {
    List<Event.Seat> seats = new ArrayList<>();
    Set<Long> taken = new HashSet<>();
    for (Command.Place place : places) {
      Optional<Configuration.RegionRef> reference =
          draft.state().configuration().region(place.region());
      if (reference.isPresent()
          && reference.get().region().epoch() == place.epoch()
          && fits.test(reference.get(), place.server())
          && taken.add(place.region())) {
        seats.add(new Event.Seat(place.region(), place.server()));
      }
    }
    return seats;
  }
}
