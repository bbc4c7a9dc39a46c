package org.hyperdex.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Looks for {@link EmbeddedHyperDex} on test classes and those around them. */
final class EmbeddedHyperDexContextCustomizerFactory implements ContextCustomizerFactory {
  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
    EmbeddedHyperDex wanted =
        TestContextAnnotationUtils.findMergedAnnotation(testClass, EmbeddedHyperDex.class);
    return wanted == null
        ? null
        : new EmbeddedHyperDexContextCustomizer(wanted.servers(), List.of(wanted.spaces()));
  }
}
