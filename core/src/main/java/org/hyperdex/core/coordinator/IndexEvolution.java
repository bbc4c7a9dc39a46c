package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceParser;
import org.hyperdex.core.schema.SpaceText;

/** Applies events about indices. */
final class IndexEvolution {
  private IndexEvolution() {}

  static CoordinatorState add(CoordinatorState state, Event.IndexAdded event) {
    Evolution.require(event.index().id() >= state.nextId(), "ids are not used again", event);
    Evolution.require(event.nextId() > event.index().id(), "ids are counted", event);
    return inSpace(
        state,
        event.space(),
        event.nextId(),
        event,
        indices -> Evolution.plus(indices, event.index()));
  }

  static CoordinatorState remove(CoordinatorState state, Event.IndexRemoved event) {
    return inSpace(
        state,
        event.space(),
        state.nextId(),
        event,
        indices -> {
          List<Index> others = indices.stream().filter(one -> one.id() != event.index()).toList();
          Evolution.require(others.size() < indices.size(), "there is no such index", event);
          return others;
        });
  }

  static CoordinatorState built(CoordinatorState state, Event.IndicesBuilt event) {
    return state.withSpaces(
        state.spaces().stream()
            .map(space ->
                space.withIndices(
                    Evolution.replace(
                        space.indices(),
                        index -> event.indices().contains(index.id()),
                        index -> index.in(Index.State.READY))))
            .toList(),
        state.nextId());
  }

  private static CoordinatorState inSpace(
      CoordinatorState state,
      long id,
      long nextId,
      Event event,
      Function<List<Index>, List<Index>> change) {
    Evolution.require(
        state.spaces().stream().anyMatch(space -> space.id() == id),
        "there is no such space",
        event);
    List<Space> spaces =
        Evolution.replace(
            state.spaces(),
            space -> space.id() == id,
            space -> described(space.withIndices(change.apply(space.indices()))));
    return state.withSpaces(spaces, nextId);
  }

  /** The space with its indices in its description, those of its subspaces last. */
  private static Space described(Space space) {
    SpaceDescription before = SpaceParser.parse(space.description());
    Set<Integer> dimensions = new HashSet<>();
    before.subspaces().forEach(dimensions::addAll);
    List<Integer> all = new ArrayList<>();
    List<Integer> ofSubspaces = new ArrayList<>();
    for (Index index : space.indices()) {
      if (index.path().isEmpty()) {
        boolean spans = dimensions.contains(index.attribute());
        (spans ? ofSubspaces : all).add(index.attribute());
      }
    }
    ofSubspaces.stream().sorted().forEach(all::add);
    return space.withDescription(
        SpaceText.of(
            new SpaceDescription(
                before.name(),
                before.schema(),
                before.subspaces(),
                all,
                before.faultTolerance(),
                before.partitions(),
                before.authorization())));
  }
}
