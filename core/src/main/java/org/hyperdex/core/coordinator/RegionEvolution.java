package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/**
 * Applies events about chains and joiners.
 *
 * <p>Whatever the event, a chain that has members keeps at least one of them, and every change of a
 * chain or of a joiner is a new epoch of the region.
 */
final class RegionEvolution {
  private RegionEvolution() {}

  static CoordinatorState assign(CoordinatorState state, List<Event.Assignment> assignments) {
    Map<Long, List<Long>> chains = new HashMap<>();
    for (Event.Assignment assignment : assignments) {
      for (long member : assignment.chain()) {
        Evolution.require(
            ServerEvolution.serverOf(state, member, assignment).available(),
            "a new chain has available servers",
            assignment);
      }
      Evolution.require(
          chains.put(assignment.region(), assignment.chain()) == null
              && state.configuration().region(assignment.region()).isPresent(),
          "a region gets one chain",
          assignment);
    }
    return withRegions(
        state,
        region -> {
          List<Long> chain = chains.get(region.id());
          if (chain == null) {
            return region;
          }
          Evolution.require(region.chain().isEmpty(), "the region has servers", region);
          return region.withChain(chain);
        });
  }

  static CoordinatorState raise(CoordinatorState state, long server) {
    return withRegions(
        state,
        region ->
            region.chain().contains(server) || region.isJoinedBy(server)
                ? region.nextEpoch()
                : region);
  }

  static CoordinatorState shrink(CoordinatorState state, Event.ChainsShrunk event) {
    long server = event.server();
    Evolution.require(
        !ServerEvolution.serverOf(state, server, event).available(),
        "an available server leaves chains in another way",
        event);
    List<Long> left = new ArrayList<>();
    CoordinatorState next =
        withRegions(
            state,
            region -> {
              if (region.isJoinedBy(server)) {
                return region.withoutJoiner();
              }
              if (!region.chain().contains(server) || !goesOnWithout(state, region, server)) {
                return region;
              }
              left.add(region.id());
              return without(region, server);
            });
    return withFormers(
        next, next.repair().formers().plus(left, new FormerMember(server, event.atMillis())));
  }

  /** Whether another member of the chain is there to go on. */
  static boolean goesOnWithout(CoordinatorState state, Region region, long server) {
    return region.chain().stream()
        .anyMatch(member ->
            member != server && state.server(member).filter(KnownServer::available).isPresent());
  }

  static CoordinatorState join(CoordinatorState state, List<Event.Seat> seats) {
    return change(
        state,
        seats,
        (region, server) -> {
          Evolution.require(region.joiner().isEmpty(), "the region has a joiner", region);
          Evolution.require(!region.chain().isEmpty(), "there is nobody to copy from", region);
          Evolution.require(!region.chain().contains(server), "it is a member", region);
          Evolution.require(
              ServerEvolution.serverOf(state, server, region).available(),
              "a joiner is available",
              server);
          return region.withJoiner(server);
        });
  }

  static CoordinatorState promote(CoordinatorState state, List<Event.Seat> seats) {
    CoordinatorState next =
        change(
            state,
            seats,
            (region, server) -> {
              Evolution.require(region.isJoinedBy(server), "it is not the joiner", region);
              Evolution.require(
                  ServerEvolution.serverOf(state, region.chain().getLast(), region).available(),
                  "the tail is there",
                  region);
              return new Region(
                  region.id(),
                  region.epoch() + 1,
                  region.lower(),
                  region.upper(),
                  Evolution.plus(region.chain(), server),
                  OptionalLong.empty());
            });
    FormerMembers formers = next.repair().formers();
    for (Event.Seat seat : seats) {
      formers = formers.minus(seat.region(), seat.server());
    }
    return withFormers(next, formers);
  }

  static CoordinatorState dismiss(CoordinatorState state, List<Event.Seat> seats) {
    return change(
        state,
        seats,
        (region, server) -> {
          Evolution.require(region.isJoinedBy(server), "it is not the joiner", region);
          return region.withoutJoiner();
        });
  }

  static CoordinatorState retire(CoordinatorState state, List<Event.Seat> seats) {
    CoordinatorState next =
        change(
            state,
            seats,
            (region, server) -> {
              Evolution.require(region.chain().contains(server), "it is no member", region);
              Evolution.require(
                  goesOnWithout(state, region, server), "it is the last member", region);
              return without(region, server);
            });
    FormerMembers formers = next.repair().formers();
    for (Event.Seat seat : seats) {
      formers = formers.plus(List.of(seat.region()), new FormerMember(seat.server(), 0));
    }
    return next.withRepair(next.repair().withFormers(formers).withLeaseFloor(next.version() + 1));
  }

  static CoordinatorState giveUp(CoordinatorState state, Event.ServerGivenUp event) {
    long server = event.server();
    Evolution.require(
        !ServerEvolution.serverOf(state, server, event).available(),
        "an available server is not given up",
        event);
    Map<Long, Long> replacements = new HashMap<>();
    for (Event.Replacement replacement : event.replacements()) {
      Evolution.require(
          replacement.by() >= state.nextId() && replacement.by() < event.nextId(),
          "ids are not used again",
          event);
      replacements.put(replacement.region(), replacement.by());
    }
    CoordinatorState next =
        withRegions(
            state,
            region -> {
              if (!region.chain().contains(server)) {
                return region;
              }
              if (region.chain().size() > 1) {
                return without(region, server);
              }
              Long id = replacements.get(region.id());
              Evolution.require(id != null, "the region needs a replacement", region);
              return new Region(
                  id == null ? 0 : id,
                  region.epoch() + 1,
                  region.lower(),
                  region.upper(),
                  List.of(),
                  OptionalLong.empty());
            });
    CoordinatorState counted = next.withSpaces(next.spaces(), event.nextId());
    return counted.withRepair(
        counted
            .repair()
            .plus(
                new AcceptedLoss(
                    server,
                    event.atMillis(),
                    event.replacements().stream().map(Event.Replacement::region).toList()))
            .withFormers(
                counted
                    .repair()
                    .formers()
                    .retain(region -> counted.configuration().region(region).isPresent())));
  }

  private static Region without(Region region, long server) {
    return region.withChain(region.chain().stream().filter(member -> member != server).toList());
  }

  /** Changes each region that has a seat, which must be there and have one only. */
  private static CoordinatorState change(
      CoordinatorState state, List<Event.Seat> seats, BiFunction<Region, Long, Region> change) {
    Map<Long, Long> servers = new HashMap<>();
    for (Event.Seat seat : seats) {
      Evolution.require(
          servers.put(seat.region(), seat.server()) == null
              && state.configuration().region(seat.region()).isPresent(),
          "a region changes once",
          seat);
    }
    return withRegions(
        state,
        region -> {
          Long server = servers.get(region.id());
          return server == null ? region : change.apply(region, server);
        });
  }

  private static CoordinatorState withFormers(CoordinatorState state, FormerMembers formers) {
    return state.withRepair(state.repair().withFormers(formers));
  }

  private static CoordinatorState withRegions(
      CoordinatorState state, Function<Region, Region> change) {
    List<Space> spaces = new ArrayList<>();
    for (Space space : state.spaces()) {
      List<Subspace> subspaces = new ArrayList<>();
      for (Subspace subspace : space.subspaces()) {
        subspaces.add(subspace.withRegions(subspace.regions().stream().map(change).toList()));
      }
      spaces.add(space.withSubspaces(subspaces));
    }
    return state.withSpaces(spaces, state.nextId());
  }
}
