package org.hyperdex.test;

import java.util.List;
import org.hyperdex.springboot.autoconfigure.HyperDexConnectionDetails;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Gives a context a cluster. Equal ones, as records are, let tests share a context.
 *
 * <p>The cluster is a bean on which the connection details depend, and on those the client: so the
 * client is closed before the cluster is.
 */
record EmbeddedHyperDexContextCustomizer(int servers, List<String> spaces)
    implements ContextCustomizer {
  private static final String CLUSTER = "embeddedHyperDexCluster";
  private static final String DETAILS = "embeddedHyperDexConnectionDetails";
  private static final String LOG_LIBRARY = "org.apache.ratis";

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration mergedConfiguration) {
    if (!(context.getBeanFactory() instanceof DefaultListableBeanFactory beans)) {
      throw new IllegalStateException("this context takes no bean definitions");
    }
    if (context.getEnvironment().getProperty("logging.level." + LOG_LIBRARY) == null) {
      // It tells each step of each election, at levels that applications show.
      LoggingSystem.get(getClass().getClassLoader()).setLogLevel(LOG_LIBRARY, LogLevel.ERROR);
    }
    register(beans);
  }

  private void register(DefaultListableBeanFactory beans) {
    RootBeanDefinition cluster =
        new RootBeanDefinition(
            EmbeddedHyperDexCluster.class,
            () -> EmbeddedHyperDexCluster.start(servers, spaces.toArray(String[]::new)));
    cluster.setDestroyMethodName("close");
    beans.registerBeanDefinition(CLUSTER, cluster);
    RootBeanDefinition details =
        new RootBeanDefinition(
            HyperDexConnectionDetails.class,
            () -> {
              List<String> coordinators =
                  List.of(beans.getBean(EmbeddedHyperDexCluster.class).coordinators());
              return () -> coordinators;
            });
    details.setDependsOn(CLUSTER);
    details.setPrimary(true);
    beans.registerBeanDefinition(DETAILS, details);
  }
}
