package org.hyperdex.core.coordinator;

import java.util.List;

/** What a leader finds to do for chains, in a state in which nothing goes wrong. */
final class LeaderDuties {
  private LeaderDuties() {}

  /** Every joiner is done. */
  static List<Command.Place> joiners(CoordinatorState state) {
    return state.regions().stream()
        .filter(region -> region.joiner().isPresent())
        .map(region -> new Command.Place(region.id(), region.epoch(), region.joiner().getAsLong()))
        .toList();
  }

  /** One server leaves its places: two are never without leases for that at a time. */
  static Command.RetireMembers retire(CoordinatorState state) {
    List<Command.Place> due = Surplus.due(state);
    return new Command.RetireMembers(
        0,
        0,
        state.version(),
        due.stream().filter(place -> place.server() == due.getFirst().server()).toList());
  }
}
