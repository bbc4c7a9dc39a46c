package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hyperdex.transport.control.ControlChannel;
import org.hyperdex.transport.control.ControlException;
import org.hyperdex.transport.control.CoordinatorAddress;

/**
 * What coordinators say of themselves, each asked alone.
 *
 * @param host where they all are
 * @param firstPort the port of the first, which those of the others follow
 */
record CoordinatorNodes(String host, int firstPort) {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  /** Whether that node says it leads. */
  boolean leads(int node) {
    CoordinatorAddress address = address(node);
    try (ControlChannel channel = ControlChannel.open(List.of(address), Optional.empty())) {
      return channel.status(address, ANSWER).getLeader();
    } catch (ControlException e) {
      return false;
    }
  }

  /** Waits until each of the first {@code count} nodes serves, and knows {@code count} nodes. */
  void awaitAll(int count, Supplier<String> logs) {
    for (int node = 0; node < count; node++) {
      CoordinatorAddress address = address(node);
      try (ControlChannel channel = ControlChannel.open(List.of(address), Optional.empty())) {
        await()
            .atMost(START)
            .ignoreExceptionsInstanceOf(ControlException.class)
            .untilAsserted(() -> {
              var status = channel.status(address, ANSWER);
              assertThat(status.getReady()).as(logs).isTrue();
              assertThat(status.getCoordinatorsCount()).as(logs).isEqualTo(count);
            });
      }
    }
  }

  private CoordinatorAddress address(int node) {
    return new CoordinatorAddress(host, firstPort + node);
  }
}
