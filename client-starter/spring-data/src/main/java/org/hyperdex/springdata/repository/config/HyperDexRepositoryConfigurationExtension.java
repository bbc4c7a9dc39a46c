package org.hyperdex.springdata.repository.config;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import org.hyperdex.springdata.mapping.Space;
import org.hyperdex.springdata.repository.HyperDexRepository;
import org.hyperdex.springdata.repository.support.HyperDexRepositoryFactoryBean;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.data.repository.config.RepositoryConfigurationExtensionSupport;
import org.springframework.data.repository.config.RepositoryConfigurationSource;

/** What is special about repositories of HyperDex among those of other stores. */
public final class HyperDexRepositoryConfigurationExtension
    extends RepositoryConfigurationExtensionSupport {
  @Override
  public String getModuleName() {
    return "HyperDex";
  }

  // Abstract still, and deprecated already.
  @SuppressWarnings("deprecation")
  @Override
  protected String getModulePrefix() {
    return "hyperdex";
  }

  @Override
  public String getRepositoryFactoryBeanClassName() {
    return HyperDexRepositoryFactoryBean.class.getName();
  }

  @Override
  public void postProcess(BeanDefinitionBuilder builder, RepositoryConfigurationSource source) {
    builder.addPropertyReference(
        "operations", source.getAttribute("hyperDexTemplateRef").orElse("hyperDexTemplate"));
  }

  @Override
  protected Collection<Class<? extends Annotation>> getIdentifyingAnnotations() {
    return List.of(Space.class);
  }

  @Override
  protected Collection<Class<?>> getIdentifyingTypes() {
    return List.of(HyperDexRepository.class);
  }
}
