package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.coordinator.Recovery.Phase;
import org.hyperdex.core.coordinator.Recovery.Step;

/** Decides when recoveries begin, how far they are, and when they have ended. */
final class RecoveryDecisions {
  private RecoveryDecisions() {}

  /**
   * Begins the recovery of all regions of a server, before they change; none if it has none.
   *
   * @param servers how many servers were available before, this one included
   * @param sinceMillis when the server was last known to be there; 0 if that is not known
   */
  static void open(
      Draft draft, long server, int servers, Recovery.Reason reason, long sinceMillis) {
    open(
        draft,
        server,
        draft.state().regions().stream()
            .filter(region -> region.chain().contains(server) || region.isJoinedBy(server))
            .map(Region::id)
            .toList(),
        servers,
        reason,
        sinceMillis);
  }

  /** Begins the recovery of these regions. A recovery of the same server goes on in this one. */
  static void open(
      Draft draft,
      long server,
      List<Long> regions,
      int servers,
      Recovery.Reason reason,
      long sinceMillis) {
    Set<Long> all = new LinkedHashSet<>(regions);
    for (Recovery before : draft.state().repair().open()) {
      if (before.server() == server) {
        before.regions().stream()
            .filter(region -> lacksReplicas(draft.state(), before, region))
            .forEach(all::add);
        draft.add(
            new Event.RecoveryMoved(
                before.id(),
                new Step(Phase.STEADY, draft.nowMillis(), Recovery.Reason.SUPERSEDED)));
      }
    }
    if (all.isEmpty()) {
      return;
    }
    List<Recovery> earlier = draft.state().repair().recoveries();
    long id = earlier.isEmpty() ? 1 : earlier.getLast().id() + 1;
    boolean waits = all.stream().anyMatch(region -> waitsFor(draft.state(), region, server));
    Recovery.Reason published =
        waits ? Recovery.Reason.LAST_MEMBER_AWAITED : Recovery.Reason.CHAINS_SHRUNK;
    long now = draft.nowMillis();
    long incarnation =
        draft.state().server(server).map(known -> known.server().incarnation()).orElse(0L);
    draft.add(
        new Event.RecoveryOpened(
            new Recovery(
                id,
                server,
                incarnation,
                servers,
                draft.state().version() + 1,
                List.copyOf(all),
                List.of(
                    new Step(Phase.DETECT, sinceMillis == 0 ? now : sinceMillis, reason),
                    new Step(Phase.DECIDE, now, Recovery.Reason.COORDINATORS_AGREED),
                    new Step(Phase.PUBLISH, now, published)))));
  }

  private static boolean waitsFor(CoordinatorState state, long region, long server) {
    Optional<Region> found =
        state.configuration().region(region).map(Configuration.RegionRef::region);
    return found.isPresent()
        && found.get().chain().contains(server)
        && !RegionEvolution.goesOnWithout(state, found.get(), server);
  }

  static Response advance(Draft draft, Command.AdvanceRecoveries command) {
    for (Command.Progress progress : command.progress()) {
      Optional<Recovery> recovery = draft.state().repair().recovery(progress.recovery());
      if (recovery.isPresent()
          && !recovery.get().ended()
          && progress.phase().compareTo(recovery.get().phase()) > 0) {
        reason(progress.phase())
            .ifPresent(reason ->
                draft.add(
                    new Event.RecoveryMoved(
                        progress.recovery(),
                        new Step(progress.phase(), draft.nowMillis(), reason))));
      }
    }
    return draft.done();
  }

  /** Why a phase begins that is seen from outside the state only; empty for the others. */
  private static Optional<Recovery.Reason> reason(Phase phase) {
    return switch (phase) {
      case RE_CHAIN -> Optional.of(Recovery.Reason.CONFIGURATION_ADOPTED);
      case CATCH_UP -> Optional.of(Recovery.Reason.WRITES_SETTLED);
      case DETECT, DECIDE, PUBLISH, STEADY -> Optional.empty();
    };
  }

  /** Ends the recoveries that have nothing left to do after the events so far. */
  static void endThoseWhoseRegionsAreWhole(Draft draft) {
    List<Recovery> whole = new ArrayList<>();
    for (Recovery recovery : draft.state().repair().open()) {
      if (recovery.regions().stream()
          .noneMatch(region -> lacksReplicas(draft.state(), recovery, region))) {
        whole.add(recovery);
      }
    }
    for (Recovery recovery : whole) {
      draft.add(
          new Event.RecoveryMoved(
              recovery.id(),
              new Step(Phase.STEADY, draft.nowMillis(), Recovery.Reason.REDUNDANCY_RESTORED)));
    }
  }

  /** Whether a region that is still there has fewer live members than it could have had before. */
  private static boolean lacksReplicas(CoordinatorState state, Recovery recovery, long id) {
    Optional<Configuration.RegionRef> reference = state.configuration().region(id);
    if (reference.isEmpty()) {
      return false;
    }
    boolean forgotten = state.server(recovery.server()).isEmpty();
    int servers = forgotten ? state.availableServers().size() : recovery.servers();
    int wanted = Math.min(reference.get().space().faultTolerance() + 1, Math.max(1, servers));
    return live(state, reference.get().region()) < wanted;
  }

  private static long live(CoordinatorState state, Region region) {
    return region.chain().stream()
        .filter(member -> state.server(member).filter(KnownServer::available).isPresent())
        .count();
  }
}
