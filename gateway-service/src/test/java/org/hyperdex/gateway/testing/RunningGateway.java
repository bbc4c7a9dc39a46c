package org.hyperdex.gateway.testing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.gateway.GatewayApplication;
import org.hyperdex.test.EmbeddedHyperDexCluster;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway as it is started in production, on a coordinator and storage servers in this JVM. */
public final class RunningGateway implements AutoCloseable {
  /** How many storage servers the cluster has. */
  public static final int SERVERS = 2;

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final EmbeddedHyperDexCluster cluster = EmbeddedHyperDexCluster.start(SERVERS, meters);
  private final ConfigurableApplicationContext application;

  RunningGateway() {
    try {
      application =
          SpringApplication.run(
              GatewayApplication.class,
              "--server.port=0",
              "--management.server.port=0",
              "--logging.level.org.hyperdex=warn",
              "--hyperdex.gateway.coordinators=" + cluster.coordinators());
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The port of the REST API. */
  public int port() {
    return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** The coordinators of its cluster, as the gateway's setting has them. */
  public String coordinators() {
    return cluster.coordinators();
  }

  /** The client the gateway uses. */
  public HyperDexClient client() {
    return application.getBean(HyperDexClient.class);
  }

  /** How many requests and messages of {@code kind} all storage servers have taken. */
  public long operations(String kind) {
    return (long)
        meters.get("hyperdex.storage.operations").tag("kind", kind).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  /** How many rows searches and counts have looked at, on all storage servers. */
  public long rowsScanned() {
    return (long)
        meters.get("hyperdex.storage.rows.scanned").counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  /** How many searches and counts are open, on all storage servers. */
  public long searchesRunning() {
    return (long)
        meters.get("hyperdex.storage.searches.running").gauges().stream()
            .mapToDouble(Gauge::value)
            .sum();
  }

  @Override
  public void close() {
    try {
      application.close();
    } finally {
      cluster.close();
    }
  }
}
