package org.hyperdex.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Response;

/** An operator who adds and drops indices of the space that is used. */
final class IndexOperator {
  private final EventLoop loop;
  private final SimulatedCoordinator coordinator;

  IndexOperator(EventLoop loop, SimulatedCoordinator coordinator) {
    this.loop = loop;
    this.coordinator = coordinator;
  }

  /** Adds an index on an attribute that has none; false if all have one. */
  boolean add() {
    Optional<Space> space = space();
    List<Integer> without =
        People.INDEXED.stream()
            .filter(attribute ->
                space.isPresent() && space.get().indices().stream().noneMatch(on(attribute)))
            .toList();
    if (without.isEmpty()) {
      return false;
    }
    String attribute = People.SCHEMA.attribute(oneOf(without)).name();
    return isDone(new Command.AddIndex(Command.ITSELF, 0, People.SPACE, attribute));
  }

  private static Predicate<Index> on(int attribute) {
    return index -> index.attribute() == attribute;
  }

  /** Drops an index; false if there is none but those of dimensions. */
  boolean drop() {
    List<Index> indices =
        space().map(Space::indices).orElse(List.of()).stream()
            .filter(index -> People.INDEXED.contains(index.attribute()))
            .toList();
    return !indices.isEmpty()
        && isDone(new Command.RemoveIndex(Command.ITSELF, 0, oneOf(indices).id()));
  }

  private <T> T oneOf(List<T> all) {
    return all.get(loop.random().nextInt(all.size()));
  }

  /** Nobody is there to be asked without a leader. */
  private Optional<Space> space() {
    return coordinator.leading()
        ? coordinator.configuration().space(People.SPACE)
        : Optional.empty();
  }

  private boolean isDone(Command command) {
    return coordinator.carryOut(command) instanceof Response.Done;
  }
}
