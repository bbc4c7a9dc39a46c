package org.hyperdex.springboot.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.hyperdex.springboot.autoconfigure.HyperDexAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The health endpoint hears of the cluster, if there is an endpoint and nobody objects. */
class HyperDexHealthContributorAutoConfigurationTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  HyperDexAutoConfiguration.class,
                  HyperDexHealthContributorAutoConfiguration.class));

  @Test
  void aClusterThatDoesNotAnswerIsDown() throws Exception {
    // Bound and never accepted from: whoever connects is not answered.
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      runner
          .withPropertyValues("hyperdex.coordinators=127.0.0.1:" + silent.getLocalPort())
          .run(context ->
              assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                  .isEqualTo(Status.DOWN));
    }
  }

  @Test
  void theIndicatorCanBeSwitchedOff() {
    runner
        .withPropertyValues("management.health.hyperdex.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(HealthContributor.class));
  }

  @Test
  void withoutTheHealthModuleThereIsNone() {
    runner
        .withClassLoader(new FilteredClassLoader(HealthContributor.class))
        .run(context ->
            assertThat(context).hasNotFailed().doesNotHaveBean("hyperDexHealthContributor"));
  }
}
