package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.coordinator.Response.Reason;

/** Decides whether a server is forgotten, if need be with what only it had. */
final class ForgetDecisions {
  private ForgetDecisions() {}

  static Response forget(Draft draft, Command.ServerForget command) {
    long id = command.id();
    Optional<KnownServer> known = draft.state().server(id);
    if (known.isEmpty()) {
      return ServerDecisions.noServer(draft, id);
    }
    if (known.get().available()) {
      return draft.refuse(
          Reason.REFUSED,
          "server "
              + ServerDecisions.text(id)
              + " is available; shut it down or take it offline first");
    }
    int regions = draft.state().regionsOf(id);
    if (regions > 0 && !command.acceptDataLoss()) {
      return draft.refuse(
          Reason.REFUSED,
          "server "
              + ServerDecisions.text(id)
              + " cannot be forgotten: regions of which it is the last member: "
              + regions
              + "; start it again, or give up their objects with --accept-data-loss");
    }
    if (regions > 0) {
      giveUp(draft, id);
    }
    draft.add(new Event.ServerForgotten(id));
    SpaceDecisions.placeRegionsWithoutServers(draft);
    return draft.done();
  }

  private static void giveUp(Draft draft, long id) {
    IdCounter ids = new IdCounter(draft.state().nextId());
    List<Event.Replacement> replacements = new ArrayList<>();
    for (Region region : draft.state().regions()) {
      if (region.chain().equals(List.of(id))) {
        replacements.add(new Event.Replacement(region.id(), ids.getAsLong()));
      }
    }
    draft.add(new Event.ServerGivenUp(id, replacements, ids.next(), draft.nowMillis()));
    RecoveryDecisions.open(
        draft,
        id,
        replacements.stream().map(Event.Replacement::by).toList(),
        draft.state().availableServers().size(),
        Recovery.Reason.DATA_LOSS_ACCEPTED,
        draft.nowMillis());
  }
}
