package org.hyperdex.springboot.autoconfigure;

import org.hyperdex.client.HyperDexClient;
import org.hyperdex.springdata.repository.HyperDexRepository;
import org.hyperdex.springdata.repository.config.HyperDexRepositoryConfigurationExtension;
import org.hyperdex.springdata.repository.support.HyperDexRepositoryFactoryBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Import;

/**
 * Makes the repositories found in the application's packages, unless the application enables
 * repositories itself.
 */
@AutoConfiguration(after = HyperDexDataAutoConfiguration.class)
@ConditionalOnClass(HyperDexRepository.class)
@ConditionalOnBean(HyperDexClient.class)
@ConditionalOnBooleanProperty(name = "hyperdex.repositories.enabled", matchIfMissing = true)
@ConditionalOnMissingBean({
  HyperDexRepositoryFactoryBean.class,
  HyperDexRepositoryConfigurationExtension.class
})
@Import(HyperDexRepositoriesRegistrar.class)
public final class HyperDexRepositoriesAutoConfiguration {}
