package org.hyperdex.storage;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Up while the cluster has taken the server in and all shards work under a configuration. */
@Component("storageHealthIndicator")
class StorageHealth extends AbstractHealthIndicator {
  private final StorageProcess process;

  StorageHealth(StorageProcess process) {
    this.process = process;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    process
        .server()
        .ifPresentOrElse(
            server -> describe(server, builder),
            () -> builder.outOfService().withDetail("reason", "the server has not started"));
  }

  private static void describe(StorageServer server, Health.Builder builder) {
    (server.isReady() ? builder.up() : builder.outOfService())
        .withDetail("server", Long.toUnsignedString(server.serverId()))
        .withDetail("cluster", server.configuration().clusterId())
        .withDetail("configurationVersion", server.adoptedVersion());
  }
}
