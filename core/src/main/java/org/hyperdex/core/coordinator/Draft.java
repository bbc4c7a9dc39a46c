package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.List;

/**
 * A decision in the making: the events so far, and the state as it will be after them, so that what
 * is decided next builds on what was decided before.
 */
final class Draft {
  private final List<Event> events = new ArrayList<>();
  private final long nowMillis;
  private CoordinatorState state;

  Draft(CoordinatorState state, long nowMillis) {
    this.state = state;
    this.nowMillis = nowMillis;
  }

  /** When the command entered the log, in milliseconds since 1970. */
  long nowMillis() {
    return nowMillis;
  }

  /** The state after the events so far. */
  CoordinatorState state() {
    return state;
  }

  /** Decides one event more. */
  void add(Event event) {
    state = Evolution.evolve(state, event);
    events.add(event);
  }

  /** Ends the decision with success: what touches the configuration becomes one version of it. */
  Response done(long incarnation) {
    if (events.stream().anyMatch(Event::touchesConfiguration)) {
      RecoveryDecisions.endThoseWhoseRegionsAreWhole(this);
      add(new Event.ConfigurationAdvanced(state.version() + 1));
    }
    return new Response.Done(state.version(), incarnation);
  }

  /** Ends the decision with success. */
  Response done() {
    return done(0);
  }

  /** The decision. */
  Decision decision(Response response) {
    return new Decision(events, response);
  }

  /** Ends the decision with a refusal, which has no effect; so no event was decided before. */
  Response refuse(Response.Reason reason, String detail) {
    return refuse(new Response.Refused(reason, detail));
  }

  /** Ends the decision with a refusal, which has no effect; so no event was decided before. */
  Response refuse(Response.Refused refusal) {
    if (!events.isEmpty()) {
      throw new IllegalStateException("refused after " + events);
    }
    return refusal;
  }
}
