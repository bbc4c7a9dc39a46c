package org.hyperdex.coordinator;

import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Puts health and metrics beside the client port unless {@code server.port} says otherwise. */
final class ManagementPort implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    int port =
        environment.getProperty(
            "hyperdex.coordinator.port", Integer.class, CoordinatorProperties.PORT);
    String listen =
        environment.getProperty("hyperdex.coordinator.listen", CoordinatorProperties.LISTEN);
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "coordinatorManagement",
                Map.of(
                    "server.port",
                    port + CoordinatorOptions.MANAGEMENT_PORT_OFFSET,
                    "server.address",
                    listen)));
  }
}
