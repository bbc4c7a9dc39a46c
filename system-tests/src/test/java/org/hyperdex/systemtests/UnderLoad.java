package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of one cluster that an application uses meanwhile. Each test leaves the cluster as whole as
 * it found it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UnderLoad {
  static final int COORDINATORS = 3;
  static final int SERVERS = 4;
  static final int REPLICAS = 3;
  private static final int WRITERS = 3;

  /** Enough that every thread has most probably come through all regions. */
  static final int SOME = 40;

  /** What a busy machine may add to the 1.2 s of a lease, or to the election of a leader. */
  private static final Duration WHOLE = Duration.ofMinutes(2);

  ProcessCluster cluster;
  HyperDexClient client;
  Path data;

  @BeforeAll
  void start(@TempDir Path folder) {
    data = folder;
    cluster = ProcessCluster.start(data, COORDINATORS, SERVERS);
    client = connect();
    cluster.awaitServers(client, SERVERS);
    client.admin().addSpace(SteadyWriter.SPACE);
  }

  /** The application's client: with default settings, unless a test class says otherwise. */
  HyperDexClient connect() {
    return cluster.client();
  }

  /** Starts what the test before has left dead. */
  @BeforeEach
  void makeWhole() {
    cluster.startMissing(SERVERS);
    cluster.awaitCoordinators(COORDINATORS);
    cluster.awaitServers(client, SERVERS);
    awaitWhole();
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  SteadyWriter writer() {
    SteadyWriter writer = new SteadyWriter(client, WRITERS);
    writer.awaitWrites(SOME);
    writer.takeLongestWait();
    return writer;
  }

  int memberOfFirstRegion(int position) {
    Configuration configuration = client.configuration();
    Region region =
        configuration
            .space(SteadyWriter.SPACE_NAME)
            .orElseThrow()
            .subspaces()
            .getFirst()
            .regions()
            .getFirst();
    return cluster.memberOf(configuration, region, position);
  }

  void awaitWhole() {
    cluster.awaitWhole(client, SteadyWriter.SPACE_NAME, REPLICAS, WHOLE);
  }

  void assertGoesOn(SteadyWriter writer) {
    writer.awaitWrites(SOME);
    System.out.println("the application waited " + writer.takeLongestWait().toMillis() + " ms");
  }

  void assertNothingWrong(SteadyWriter writer) {
    writer.stop();
    assertThat(writer.failures()).as(cluster.logs()).isEmpty();
    assertThat(writer.lost()).as(cluster.logs()).isEmpty();
    assertThat(writer.doubled()).isZero();
    assertThat(writer.findings()).isEmpty();
  }
}
