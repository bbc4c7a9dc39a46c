package org.hyperdex.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.transport.control.ControlChannel;
import org.hyperdex.transport.control.CoordinatorAddress;
import org.hyperdex.transport.proto.AddSpace;
import org.hyperdex.transport.proto.SubmitRequest;
import org.hyperdex.transport.proto.SubmitResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlChannelTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir Path root;

  @Test
  void aClientThatWasGivenOneNodeFindsTheOthersWhenThatOneGoes() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(3)) {
      int given = cluster.leader();
      CoordinatorOptions options = cluster.options(given);
      AtomicLong followed = new AtomicLong();
      try (ControlChannel channel =
          ControlChannel.open(
              List.of(new CoordinatorAddress(options.listen(), options.port())),
              Optional.empty())) {
        channel.follow(0, configuration -> followed.set(configuration.version()));
        assertThat(add(channel, "first").getError()).isEmpty();
        channel.status(TIMEOUT);

        cluster.stop(given);

        SubmitResponse second = add(channel, "second");
        assertThat(second.getError()).isEmpty();
        await()
            .atMost(TestCluster.PATIENCE)
            .until(() -> followed.get() >= second.getConfigurationVersion());
      }
    }
  }

  private static SubmitResponse add(ControlChannel channel, String space) {
    return channel.submit(
        SubmitRequest.newBuilder()
            .setAddSpace(AddSpace.newBuilder().setDescription(TestClient.space(space)))
            .build(),
        TIMEOUT);
  }
}
