package org.hyperdex.springboot.autoconfigure;

import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.HyperDexClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Makes the client. It connects when it is first used, so an application starts without its
 * cluster.
 */
@AutoConfiguration
@ConditionalOnClass(HyperDexClient.class)
@EnableConfigurationProperties(HyperDexProperties.class)
public final class HyperDexAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean(HyperDexConnectionDetails.class)
  HyperDexConnectionDetails hyperDexConnectionDetails(HyperDexProperties properties) {
    return properties::coordinators;
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  HyperDexClient hyperDexClient(
      HyperDexProperties properties,
      HyperDexConnectionDetails connection,
      ObjectProvider<HyperDexClientBuilderCustomizer> customizers) {
    ClientOptions.Builder options =
        ClientOptions.builder()
            .coordinators(connection.coordinators())
            .timeout(properties.timeout())
            .adminTimeout(properties.adminTimeout());
    customizers.orderedStream().forEach(customizer -> customizer.customize(options));
    return HyperDexClient.connect(options.build());
  }
}
