package org.hyperdex.transport.control;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.hyperdex.transport.proto.CoordinatorNode;

/**
 * The coordinators a process knows: those it was given, and those it has learned since.
 * Thread-safe.
 *
 * <p>The given ones stay, since all that were learned may be gone one day.
 */
final class CoordinatorDirectory {
  private final List<CoordinatorAddress> given;
  private List<CoordinatorAddress> learned = List.of();
  private Optional<String> clusterId;
  private Optional<CoordinatorAddress> preferred = Optional.empty();

  CoordinatorDirectory(List<CoordinatorAddress> given, Optional<String> clusterId) {
    if (given.isEmpty()) {
      throw new IllegalArgumentException("at least one coordinator must be given");
    }
    this.given = List.copyOf(given);
    this.clusterId = clusterId;
  }

  /** All coordinators, the one that answered last first, then the learned ones. */
  synchronized List<CoordinatorAddress> inOrder() {
    LinkedHashSet<CoordinatorAddress> all = new LinkedHashSet<>();
    preferred.ifPresent(all::add);
    all.addAll(learned);
    all.addAll(given);
    return new ArrayList<>(all);
  }

  /**
   * Takes what the coordinator at {@code address} says of its cluster.
   *
   * @throws ControlException if it is not this process's cluster; the first one that is named is
   */
  synchronized void learn(
      CoordinatorAddress address, String answeredClusterId, List<CoordinatorNode> coordinators) {
    verify(address, answeredClusterId);
    if (!coordinators.isEmpty()) {
      learned =
          coordinators.stream()
              .map(node -> new CoordinatorAddress(node.getHost(), node.getPort()))
              .toList();
    }
  }

  /** This one has answered: it is asked first the next time. */
  synchronized void answered(CoordinatorAddress address) {
    preferred = Optional.of(address);
  }

  /** This one has not answered. */
  synchronized void failed(CoordinatorAddress address) {
    if (preferred.equals(Optional.of(address))) {
      preferred = Optional.empty();
    }
  }

  synchronized Optional<String> clusterId() {
    return clusterId;
  }

  private void verify(CoordinatorAddress address, String answeredClusterId) {
    if (answeredClusterId.isEmpty()) {
      return;
    }
    if (clusterId.isEmpty()) {
      clusterId = Optional.of(answeredClusterId);
    } else if (!clusterId.get().equals(answeredClusterId)) {
      throw new ControlException(
          ControlException.Code.WRONG_CLUSTER,
          "the coordinator at "
              + address
              + " belongs to cluster "
              + answeredClusterId
              + ", this process to "
              + clusterId.get(),
          false);
    }
  }
}
