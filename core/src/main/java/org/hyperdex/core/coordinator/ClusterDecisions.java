package org.hyperdex.core.coordinator;

import java.util.Optional;
import org.hyperdex.core.coordinator.Response.Reason;

/** Decides commands about the cluster as a whole and its coordinator nodes. */
final class ClusterDecisions {
  private ClusterDecisions() {}

  static Response found(Draft draft, Command.Found command) {
    if (draft.state().founded()) {
      return draft.done();
    }
    if (command.clusterId().isBlank()) {
      return draft.refuse(Reason.MALFORMED, "a cluster's id must not be empty");
    }
    draft.add(new Event.ClusterFounded(command.clusterId()));
    return draft.done();
  }

  static Response setReadOnly(Draft draft, Command.SetReadOnly command) {
    if (command.readOnly() != draft.state().readOnly()) {
      draft.add(new Event.ReadOnlySet(command.readOnly()));
    }
    return draft.done();
  }

  static Response addCoordinator(Draft draft, Command.AddCoordinator command) {
    Optional<Response> malformed = checkNode(draft, command.id(), command.host(), command.port());
    if (malformed.isPresent()) {
      return malformed.get();
    }
    org.hyperdex.core.cluster.Coordinator node =
        new org.hyperdex.core.cluster.Coordinator(command.id(), command.host(), command.port());
    if (draft.state().coordinators().contains(node)) {
      return draft.done();
    }
    if (draft.state().coordinator(command.id()).isPresent()) {
      return draft.refuse(
          Reason.DUPLICATE, "there is a coordinator " + command.id() + " at another address");
    }
    Optional<org.hyperdex.core.cluster.Coordinator> other =
        draft.state().coordinators().stream()
            .filter(known -> known.address().equals(node.address()))
            .findFirst();
    if (other.isPresent()) {
      return draft.refuse(
          Reason.DUPLICATE,
          "coordinator "
              + other.get().id()
              + " has the address "
              + node.address()
              + "; if it is gone for ever, remove it first");
    }
    draft.add(new Event.CoordinatorAdded(node.id(), node.host(), node.port()));
    return draft.done();
  }

  static Response updateCoordinator(Draft draft, Command.UpdateCoordinator command) {
    Optional<Response> malformed = checkNode(draft, command.id(), command.host(), command.port());
    if (malformed.isPresent()) {
      return malformed.get();
    }
    org.hyperdex.core.cluster.Coordinator node =
        new org.hyperdex.core.cluster.Coordinator(command.id(), command.host(), command.port());
    if (draft.state().coordinator(command.id()).isEmpty()) {
      return noCoordinator(draft, command.id());
    }
    if (!draft.state().coordinators().contains(node)) {
      draft.add(new Event.CoordinatorMoved(node.id(), node.host(), node.port()));
    }
    return draft.done();
  }

  static Response removeCoordinator(Draft draft, Command.RemoveCoordinator command) {
    if (draft.state().coordinator(command.id()).isEmpty()) {
      return noCoordinator(draft, command.id());
    }
    if (draft.state().coordinators().size() == 1) {
      return draft.refuse(
          Reason.REFUSED,
          "coordinator " + command.id() + " is the last one; add another before you remove it");
    }
    draft.add(new Event.CoordinatorRemoved(command.id()));
    return draft.done();
  }

  private static Response noCoordinator(Draft draft, String id) {
    return draft.refuse(Reason.NOT_FOUND, "there is no coordinator " + id);
  }

  private static Optional<Response> checkNode(Draft draft, String id, String host, int port) {
    if (id.isBlank()) {
      return Optional.of(draft.refuse(Reason.MALFORMED, "a coordinator's id must not be empty"));
    }
    return Address.problem(host, port).map(text -> draft.refuse(Reason.MALFORMED, text));
  }
}
