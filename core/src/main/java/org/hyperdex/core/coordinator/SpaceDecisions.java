package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.coordinator.Response.Reason;
import org.hyperdex.core.hyperspace.Layout;
import org.hyperdex.core.schema.DescriptionError;
import org.hyperdex.core.schema.DescriptionRule;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceDescriptionException;
import org.hyperdex.core.schema.SpaceLimits;
import org.hyperdex.core.schema.SpaceParser;
import org.hyperdex.core.schema.SpaceText;

/** Decides commands about spaces, and which servers keep regions that have none. */
final class SpaceDecisions {
  private SpaceDecisions() {}

  static Response add(Draft draft, Command.AddSpace command) {
    SpaceDescription description;
    try {
      description = SpaceParser.parseNew(command.description());
    } catch (SpaceDescriptionException invalid) {
      DescriptionError error = invalid.error();
      return draft.refuse(
          new Response.Refused(
              Reason.INVALID_SPACE,
              error.message(),
              error.line(),
              error.column(),
              error.rule().id()));
    }
    Optional<Space> other = draft.state().space(description.name());
    if (other.isPresent()) {
      return spaceStays(draft, other.get(), description);
    }
    IdCounter ids = new IdCounter(draft.state().nextId());
    long id = ids.getAsLong();
    List<Subspace> empty = Layout.subspaces(description, ids);
    // A space without objects has all entries.
    List<Index> indices = new ArrayList<>();
    for (int attribute : description.indices()) {
      indices.add(new Index(ids.getAsLong(), attribute, "", Index.State.READY));
    }
    PlacementPlan plan =
        new PlacementPlan(draft.state().availableServers(), draft.state().spaces());
    List<Subspace> placed = new ArrayList<>();
    for (Subspace subspace : empty) {
      placed.add(place(plan, subspace, placed.isEmpty(), description.faultTolerance() + 1));
    }
    Space space =
        new Space(
            id,
            description.name(),
            description.schema(),
            description.faultTolerance(),
            description.partitions(),
            SpaceText.of(description),
            placed,
            indices);
    draft.add(new Event.SpaceAdded(space, ids.next()));
    return draft.done();
  }

  private static Subspace place(
      PlacementPlan plan, Subspace subspace, boolean isKeySubspace, int replicas) {
    Iterator<List<Long>> chains =
        plan.place(subspace.regions().size(), replicas, isKeySubspace).iterator();
    List<Region> regions = new ArrayList<>();
    for (Region region : subspace.regions()) {
      regions.add(
          new Region(
              region.id(),
              region.epoch(),
              region.lower(),
              region.upper(),
              chains.next(),
              OptionalLong.empty()));
    }
    return subspace.withRegions(regions);
  }

  static Response remove(Draft draft, Command.RemoveSpace command) {
    Optional<Space> space = draft.state().space(command.name());
    if (space.isEmpty()) {
      return noSpace(draft, command.name());
    }
    draft.add(new Event.SpaceRemoved(space.get().id()));
    return draft.done();
  }

  static Response rename(Draft draft, Command.RenameSpace command) {
    Optional<Space> space = draft.state().space(command.from());
    if (space.isEmpty()) {
      return noSpace(draft, command.from());
    }
    if (!isName(command.to())) {
      return draft.refuse(
          new Response.Refused(
              Reason.INVALID_SPACE,
              "the new name is not one that a description can give a space: a name is made of letters,"
                  + " digits and underscores, and starts with a letter or one underscore",
              0,
              0,
              DescriptionRule.SPACE_NAME.id()));
    }
    if (command.from().equals(command.to())) {
      return draft.done();
    }
    if (draft.state().space(command.to()).isPresent()) {
      return nameTaken(draft, command.to());
    }
    SpaceDescription before = SpaceParser.parse(space.get().description());
    SpaceDescription after =
        new SpaceDescription(
            command.to(),
            before.schema(),
            before.subspaces(),
            before.indices(),
            before.faultTolerance(),
            before.partitions(),
            before.authorization());
    draft.add(new Event.SpaceRenamed(space.get().id(), command.to(), SpaceText.of(after)));
    return draft.done();
  }

  static Response setFaultTolerance(Draft draft, Command.SetFaultTolerance command) {
    Optional<Space> found = draft.state().space(command.space());
    if (found.isEmpty()) {
      return noSpace(draft, command.space());
    }
    Space space = found.get();
    int failures = command.faultTolerance();
    if (failures < 0 || failures > SpaceLimits.FAULT_TOLERANCE) {
      return draft.refuse(
          Reason.MALFORMED,
          "the failures a space tolerates must be in 0.."
              + SpaceLimits.FAULT_TOLERANCE
              + ", not "
              + failures);
    }
    if (failures == space.faultTolerance()) {
      return draft.done();
    }
    SpaceDescription before = SpaceParser.parse(space.description());
    SpaceDescription after =
        new SpaceDescription(
            before.name(),
            before.schema(),
            before.subspaces(),
            before.indices(),
            failures,
            before.partitions(),
            before.authorization());
    draft.add(new Event.FaultToleranceSet(space.id(), failures, SpaceText.of(after)));
    dismissSuperfluousJoiners(draft, space, failures + 1);
    return draft.done();
  }

  private static void dismissSuperfluousJoiners(Draft draft, Space space, int replicas) {
    List<Event.Seat> superfluous = new ArrayList<>();
    for (Subspace subspace : space.subspaces()) {
      for (Region region : subspace.regions()) {
        if (region.joiner().isPresent() && region.chain().size() >= replicas) {
          superfluous.add(new Event.Seat(region.id(), region.joiner().getAsLong()));
        }
      }
    }
    if (!superfluous.isEmpty()) {
      draft.add(new Event.JoinersDismissed(superfluous));
    }
  }

  /** Gives every region without servers as many as there are, up to its replicas. */
  static void placeRegionsWithoutServers(Draft draft) {
    PlacementPlan plan =
        new PlacementPlan(draft.state().availableServers(), draft.state().spaces());
    List<Event.Assignment> assignments = new ArrayList<>();
    for (Space space : draft.state().spaces()) {
      for (Subspace subspace : space.subspaces()) {
        List<Region> empty =
            subspace.regions().stream().filter(region -> region.chain().isEmpty()).toList();
        Iterator<List<Long>> chains =
            plan.place(
                    empty.size(),
                    space.faultTolerance() + 1,
                    subspace.id() == space.keySubspace().id())
                .iterator();
        for (Region region : empty) {
          assignments.add(new Event.Assignment(region.id(), chains.next()));
        }
      }
    }
    if (!assignments.isEmpty()) {
      draft.add(new Event.ChainsAssigned(assignments));
    }
  }

  /** Whether a description could give a space that name: asks the one who reads descriptions. */
  private static boolean isName(String name) {
    try {
      return SpaceParser.parse("space " + name + " key k").name().equals(name);
    } catch (SpaceDescriptionException invalid) {
      return false;
    }
  }

  private static Response noSpace(Draft draft, String name) {
    return draft.refuse(Reason.NOT_FOUND, "there is no space \"" + name + "\"");
  }

  /** Who describes a space that is there may mean to change it. */
  private static Response spaceStays(Draft draft, Space space, SpaceDescription description) {
    return space.description().equals(SpaceText.of(description))
        ? draft.refuse(
            Reason.DUPLICATE,
            "there is a space \"" + space.name() + "\" already, of the same description")
        : draft.refuse(
            Reason.DUPLICATE,
            "there is a space \"%s\" already, of another description: of a space only the name, the"
                    .formatted(space.name())
                + " indices and the failures to tolerate can be changed; add one of another name and"
                + " write the objects to it, or remove this one first");
  }

  private static Response nameTaken(Draft draft, String name) {
    return draft.refuse(Reason.DUPLICATE, "there is a space \"" + name + "\" already");
  }
}
