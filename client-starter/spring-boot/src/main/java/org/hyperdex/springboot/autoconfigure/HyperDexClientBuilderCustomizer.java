package org.hyperdex.springboot.autoconfigure;

import org.hyperdex.client.ClientOptions;

/** Changes the client's options before the client is made; a bean, called in the beans' order. */
@FunctionalInterface
public interface HyperDexClientBuilderCustomizer {
  /** Changes what the properties have set. */
  void customize(ClientOptions.Builder options);
}
