package org.hyperdex.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.InvalidSpaceException;
import org.hyperdex.transport.proto.SubmitResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class AdminTest {
  private static final long A = 10;

  private final FakeCluster cluster = new FakeCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aNewSpaceIsUsableWhenTheCallReturns() throws Exception {
    cluster.server(A);
    cluster.coordinator.know(cluster.withoutSpaces());
    cluster.coordinator.answer =
        _ -> SubmitResponse.newBuilder().setConfigurationVersion(2).build();
    HyperDexClient client = cluster.client();

    CompletableFuture<Void> added =
        CompletableFuture.runAsync(() -> client.admin().addSpace(FakeCluster.KV));
    await().until(() -> !cluster.coordinator.submitted.isEmpty());
    cluster.publish();
    await().until(() -> client.configuration().version() == 2);
    boolean tooEarly = added.isDone();
    cluster.publish(A);
    added.get();

    assertThat(tooEarly).isFalse();
    assertThat(client.configuration().space("kv")).isPresent();
    assertThat(cluster.coordinator.submitted.getFirst().getAddSpace().getDescription())
        .isEqualTo(FakeCluster.KV);
  }

  @Test
  void aSpaceWithoutServersIsThereAllTheSame() {
    cluster.coordinator.answer =
        _ -> {
          cluster.publish();
          return SubmitResponse.newBuilder().setConfigurationVersion(1).build();
        };
    HyperDexClient client = cluster.client();

    client.admin().withTimeout(Duration.ofMillis(300)).addSpace(FakeCluster.KV);

    assertThat(client.configuration().space("kv")).isPresent();
  }

  @Test
  void aBrokenRuleHasItsPlace() {
    cluster.coordinator.answer =
        _ ->
            SubmitResponse.newBuilder()
                .setError("INVALID_SPACE")
                .setDetail("no key")
                .setLine(3)
                .setColumn(7)
                .setRule("key-missing")
                .build();

    InvalidSpaceException failure =
        catchThrowableOfType(
            InvalidSpaceException.class, () -> cluster.client().admin().addSpace("space x"));

    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SPACE);
    assertThat(failure.detail()).isEqualTo("no key");
    assertThat(failure.line()).isEqualTo(3);
    assertThat(failure.column()).isEqualTo(7);
    assertThat(failure.rule()).isEqualTo("key-missing");
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, NOT_FOUND",
    "DUPLICATE, DUPLICATE",
    "MALFORMED, MALFORMED",
    "REFUSED, REFUSED",
    "NOT_FOUNDED, UNAVAILABLE",
    "SOMETHING_NEW, REFUSED"
  })
  void reasonsHaveTheirCodes(String error, ErrorCode code) {
    cluster.coordinator.answer =
        _ -> SubmitResponse.newBuilder().setError(error).setDetail("because").build();
    ClusterAdmin admin = cluster.client().admin();

    HyperDexException failure =
        catchThrowableOfType(HyperDexException.class, () -> admin.removeSpace("kv"));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.detail()).contains("because");
  }

  @Test
  void withoutACoordinatorItIsUnavailableWithinTheTimeout() {
    ClusterAdmin admin = cluster.client().admin().withTimeout(Duration.ofMillis(300));
    cluster.coordinator.close();

    HyperDexException failure =
        catchThrowableOfType(HyperDexException.class, () -> admin.setReadOnly(true));

    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void theStatusIsTheNodesOwn() {
    cluster.publish();

    assertThat(cluster.client().admin().status())
        .satisfies(status -> {
          assertThat(status.clusterId()).isEqualTo(FakeCluster.ID);
          assertThat(status.nodeId()).isEqualTo("c1");
          assertThat(status.leader()).isTrue();
          assertThat(status.configurationVersion()).isEqualTo(1);
        });
  }
}
