package org.hyperdex.storage;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts one storage server as a process.
 *
 * <p>Ends with exit code 0 after a signal; with 1 if the server cannot start, otherwise as {@link
 * Ending.Kind} says.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageProperties.class)
public class StorageApplication {
  /**
   * Not {@code application}: the server may be a library in somebody's application, with its own.
   */
  private static final String CONFIGURATION_NAME = "hyperdex-storage";

  public static void main(String[] arguments) {
    ConfigurableApplicationContext context = application().run(arguments);
    int exitCode = context.getBean(StorageProcess.class).awaitEnd();
    if (exitCode != 0) {
      System.exit(SpringApplication.exit(context, () -> exitCode));
    }
  }

  /** The application before it runs. */
  static SpringApplication application() {
    SpringApplication application = new SpringApplication(StorageApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", CONFIGURATION_NAME));
    application.addListeners(new ManagementPort());
    return application;
  }
}
