package org.hyperdex.coordinator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperdex.coordinator.raft.RaftUnavailableException;
import org.hyperdex.coordinator.state.Dismissal;
import org.hyperdex.transport.proto.AddSpace;
import org.hyperdex.transport.proto.ServerOffline;
import org.hyperdex.transport.proto.SubmitRequest;
import org.junit.jupiter.api.Test;

class DeparturesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final SubmitRequest OFFLINE =
      SubmitRequest.newBuilder().setServerOffline(ServerOffline.newBuilder().setId(21)).build();

  private static final Dismissal DISMISSAL = new Dismissal(21, 4, 7);

  @Test
  void whoTakesAServerOutWaitsAndIsBoundToTheDismissal() {
    AtomicInteger asked = new AtomicInteger();
    Departures departures =
        new Departures(
            _ -> asked.incrementAndGet() < 3 ? Optional.empty() : Optional.of(DISMISSAL));

    Departures.Leave leave = departures.await(OFFLINE, LONG);

    assertThat(leave.dismissal()).contains(DISMISSAL);
    assertThat(leave.timeout()).isLessThan(LONG);
    assertThat(asked).hasValue(3);
  }

  @Test
  void whoeverElseAsksNeitherWaitsNorIsBound() {
    Departures departures = new Departures(_ -> Optional.empty());
    SubmitRequest request =
        SubmitRequest.newBuilder().setAddSpace(AddSpace.getDefaultInstance()).build();

    assertThat(departures.await(request, LONG))
        .isEqualTo(new Departures.Leave(LONG, Optional.empty()));
  }

  @Test
  void theServerStaysWhileItMayHaveALease() {
    Departures departures = new Departures(_ -> Optional.empty());

    assertThatThrownBy(() -> departures.await(OFFLINE, Duration.ofMillis(1)))
        .isInstanceOf(RaftUnavailableException.class)
        .hasMessageContaining("server 21 may still answer reads alone");
  }
}
