package org.hyperdex.coordinator;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts one coordinator node as a process.
 *
 * <p>A signal stops the node in order. The process ends by itself, with exit code 0, when the node
 * was removed from its cluster, and with 1 when the node cannot start or go on.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(CoordinatorProperties.class)
public class CoordinatorApplication {
  /** Not {@code application}: the node may be a library in somebody's application, with its own. */
  private static final String CONFIGURATION_NAME = "hyperdex-coordinator";

  public static void main(String[] arguments) {
    ConfigurableApplicationContext context = application().run(arguments);
    int exitCode = context.getBean(CoordinatorProcess.class).awaitEnd();
    if (exitCode != CoordinatorProcess.STOPPED) {
      System.exit(SpringApplication.exit(context, () -> exitCode));
    }
  }

  /** The application before it runs. */
  static SpringApplication application() {
    SpringApplication application = new SpringApplication(CoordinatorApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", CONFIGURATION_NAME));
    application.addListeners(new ManagementPort());
    return application;
  }
}
