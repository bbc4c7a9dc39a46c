package org.hyperdex.simulation;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Response;
import org.hyperdex.core.schema.AttributePath;

/** An operator who adds and drops indices of the space that is used. */
final class IndexOperator {
  private final EventLoop loop;
  private final SimulatedCoordinator coordinator;
  private final Population population;

  IndexOperator(EventLoop loop, SimulatedCoordinator coordinator, Population population) {
    this.loop = loop;
    this.population = population;
    this.coordinator = coordinator;
  }

  /** Adds an index on a place that has none; false if all have one. */
  boolean add() {
    Optional<Space> space = space();
    List<AttributePath> without =
        population.indexed().stream()
            .filter(place ->
                space.isPresent()
                    && space.get().indices().stream()
                        .noneMatch(index -> space.get().indexed(index).equals(place)))
            .toList();
    if (without.isEmpty()) {
      return false;
    }
    String place = oneOf(without).text();
    return isDone(new Command.AddIndex(Command.ITSELF, 0, Population.SPACE, place));
  }

  /** Drops an index; false if there is none but those of dimensions. */
  boolean drop() {
    List<Index> indices =
        space().stream()
            .flatMap(space ->
                space.indices().stream()
                    .filter(index -> population.indexed().contains(space.indexed(index))))
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
        ? coordinator.configuration().space(Population.SPACE)
        : Optional.empty();
  }

  private boolean isDone(Command command) {
    return coordinator.carryOut(command) instanceof Response.Done;
  }
}
