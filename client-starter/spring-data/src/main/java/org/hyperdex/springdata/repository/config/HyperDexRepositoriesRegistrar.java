package org.hyperdex.springdata.repository.config;

import java.lang.annotation.Annotation;
import org.springframework.data.repository.config.RepositoryBeanDefinitionRegistrarSupport;
import org.springframework.data.repository.config.RepositoryConfigurationExtension;

/** Registers the repositories {@link EnableHyperDexRepositories} asks for. */
final class HyperDexRepositoriesRegistrar extends RepositoryBeanDefinitionRegistrarSupport {
  @Override
  protected Class<? extends Annotation> getAnnotation() {
    return EnableHyperDexRepositories.class;
  }

  @Override
  protected RepositoryConfigurationExtension getExtension() {
    return new HyperDexRepositoryConfigurationExtension();
  }
}
