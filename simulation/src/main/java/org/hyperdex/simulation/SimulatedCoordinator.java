package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Coordinator;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.Decision;
import org.hyperdex.core.coordinator.Evolution;
import org.hyperdex.core.coordinator.Response;

/**
 * The coordinators as one: the real decisions over one sequenced log. What a leader knows beyond
 * the log is lost when it changes.
 */
final class SimulatedCoordinator {
  private final EventLoop loop;
  private final Consumer<Configuration> published;
  private final List<Configuration> configurations = new ArrayList<>();
  private CoordinatorState state = CoordinatorState.INITIAL;

  SimulatedCoordinator(EventLoop loop, Consumer<Configuration> published) {
    this.loop = loop;
    this.published = published;
  }

  Configuration configuration() {
    return state.configuration();
  }

  /** All configurations there were, oldest first. */
  List<Configuration> configurations() {
    return configurations;
  }

  /** Carries a command out and publishes what came of it. */
  Response carryOut(Command command) {
    Decision decision = Coordinator.decide(state, command);
    if (decision.response() instanceof Response.Refused refused) {
      loop.note("the coordinator refuses " + command + ": " + refused.detail());
      return refused;
    }
    long before = state.version();
    state = Evolution.evolve(state, decision.events());
    if (state.version() > before) {
      Configuration configuration = state.configuration();
      if (!configurations.isEmpty()) {
        ConfigurationCheck.check(configurations.getLast(), configuration);
      }
      configurations.add(configuration);
      loop.note("configuration " + configuration.version() + " after " + command);
      published.accept(configuration);
    }
    return decision.response();
  }
}
