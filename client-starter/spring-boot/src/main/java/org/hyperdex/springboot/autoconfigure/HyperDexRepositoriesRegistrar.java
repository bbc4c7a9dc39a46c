package org.hyperdex.springboot.autoconfigure;

import java.lang.annotation.Annotation;
import org.hyperdex.springdata.repository.config.EnableHyperDexRepositories;
import org.hyperdex.springdata.repository.config.HyperDexRepositoryConfigurationExtension;
import org.springframework.boot.autoconfigure.data.AbstractRepositoryConfigurationSourceSupport;
import org.springframework.data.repository.config.RepositoryConfigurationExtension;

/** Looks for repositories where the application's auto-configuration says its classes are. */
final class HyperDexRepositoriesRegistrar extends AbstractRepositoryConfigurationSourceSupport {
  @Override
  protected Class<? extends Annotation> getAnnotation() {
    return EnableHyperDexRepositories.class;
  }

  @Override
  protected Class<?> getConfiguration() {
    return Enabled.class;
  }

  @Override
  protected RepositoryConfigurationExtension getRepositoryConfigurationExtension() {
    return new HyperDexRepositoryConfigurationExtension();
  }

  @EnableHyperDexRepositories
  private static final class Enabled {}
}
