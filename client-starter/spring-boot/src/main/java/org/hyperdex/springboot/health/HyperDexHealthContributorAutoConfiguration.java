package org.hyperdex.springboot.health;

import java.util.Map;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.springboot.autoconfigure.HyperDexAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/** Adds the cluster to the health endpoint, if the application has one. */
@AutoConfiguration(after = HyperDexAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(HyperDexClient.class)
@ConditionalOnEnabledHealthIndicator("hyperdex")
public final class HyperDexHealthContributorAutoConfiguration
    extends CompositeHealthContributorConfiguration<HyperDexHealthIndicator, HyperDexClient> {
  HyperDexHealthContributorAutoConfiguration() {
    super(HyperDexHealthIndicator::new);
  }

  @Bean
  @ConditionalOnMissingBean(name = {"hyperDexHealthIndicator", "hyperDexHealthContributor"})
  HealthContributor hyperDexHealthContributor(Map<String, HyperDexClient> clients) {
    return createContributor(clients);
  }
}
