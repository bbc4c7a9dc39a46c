package org.hyperdex.core.coordinator;

import java.util.List;

/**
 * What comes of a command.
 *
 * @param events what changes, in order, all or nothing; may be empty
 * @param response the answer, to be given after the events have been applied
 */
public record Decision(List<Event> events, Response response) {
  public Decision {
    events = List.copyOf(events);
  }
}
