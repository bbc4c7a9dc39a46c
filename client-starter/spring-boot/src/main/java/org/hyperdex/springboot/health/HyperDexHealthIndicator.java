package org.hyperdex.springboot.health;

import java.time.Duration;
import org.hyperdex.client.CoordinatorStatus;
import org.hyperdex.client.HyperDexClient;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up if a coordinator answers within a second and knows who leads. */
public final class HyperDexHealthIndicator extends AbstractHealthIndicator {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final HyperDexClient client;

  /** An indicator that asks through {@code client}. */
  public HyperDexHealthIndicator(HyperDexClient client) {
    super("the cluster does not answer");
    this.client = client;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    CoordinatorStatus status = client.admin().withTimeout(TIMEOUT).status();
    boolean led = status.ready() && !status.leaderAddress().isEmpty();
    (led ? builder.up() : builder.down())
        .withDetail("cluster", status.clusterId())
        .withDetail("coordinators", status.coordinators().size())
        .withDetail("configurationVersion", status.configurationVersion());
  }
}
