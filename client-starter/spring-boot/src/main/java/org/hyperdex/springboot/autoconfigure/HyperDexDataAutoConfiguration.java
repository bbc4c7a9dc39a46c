package org.hyperdex.springboot.autoconfigure;

import org.hyperdex.client.HyperDexClient;
import org.hyperdex.springdata.ExceptionTranslation;
import org.hyperdex.springdata.HyperDexOperations;
import org.hyperdex.springdata.HyperDexTemplate;
import org.hyperdex.springdata.convert.HyperDexConverter;
import org.hyperdex.springdata.mapping.HyperDexMappingContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Makes the template and its mappings. */
@AutoConfiguration(after = HyperDexAutoConfiguration.class)
@ConditionalOnClass(HyperDexTemplate.class)
@ConditionalOnBean(HyperDexClient.class)
public final class HyperDexDataAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  HyperDexMappingContext hyperDexMappingContext() {
    return new HyperDexMappingContext();
  }

  @Bean
  @ConditionalOnMissingBean
  HyperDexConverter hyperDexConverter(HyperDexMappingContext context) {
    return new HyperDexConverter(context);
  }

  @Bean
  @ConditionalOnMissingBean(HyperDexOperations.class)
  HyperDexTemplate hyperDexTemplate(HyperDexClient client, HyperDexConverter converter) {
    return new HyperDexTemplate(client, converter);
  }

  @Bean
  @ConditionalOnMissingBean
  static ExceptionTranslation hyperDexExceptionTranslation() {
    return new ExceptionTranslation();
  }
}
