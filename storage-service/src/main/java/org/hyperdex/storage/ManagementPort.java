package org.hyperdex.storage;

import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Puts health and metrics beside the data port unless {@code server.port} says otherwise. */
final class ManagementPort implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    int port =
        environment.getProperty("hyperdex.storage.port", Integer.class, StorageProperties.PORT);
    String listen = environment.getProperty("hyperdex.storage.listen", StorageProperties.LISTEN);
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "storageManagement",
                Map.of(
                    "server.port",
                    port == 0 ? 0 : port + StorageProperties.MANAGEMENT_PORT_OFFSET,
                    "server.address",
                    listen)));
  }
}
