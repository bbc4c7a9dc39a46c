package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes die, hang, stop and return while an application writes: it waits for a moment, sees no
 * error and no old value, loses nothing that was acknowledged, and every region comes back to all
 * its replicas. Each test leaves the cluster as whole as it found it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverIT {
  private static final int SERVERS = 3;
  private static final int WRITERS = 3;

  /** Enough that every thread has come through all regions once. */
  private static final int SOME = 40;

  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(3);
  private static final Duration WHOLE = Duration.ofSeconds(60);
  private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");

  private ProcessCluster cluster;
  private HyperDexClient client;

  @BeforeAll
  void start(@TempDir Path data) {
    cluster = ProcessCluster.start(data, 3, SERVERS);
    client = cluster.client();
    cluster.awaitServers(client, SERVERS);
    client.admin().addSpace(SteadyWriter.SPACE);
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

  @Test
  void headMiddleAndTailMayBeKilled() {
    try (SteadyWriter writer = writer()) {
      for (int position = 0; position < SERVERS; position++) {
        int victim = memberOfFirstRegion(position);
        writer.takeLongestWait();
        cluster.killServer(victim);
        assertGoesOn(writer);
        cluster.startServer(victim);
        awaitWhole();
      }
      assertNothingWrong(writer);
    }
  }

  @Test
  void twoOfThreeServersMayBeKilledAtOnce() {
    try (SteadyWriter writer = writer()) {
      cluster.killServer(0);
      cluster.killServer(1);
      assertGoesOn(writer);
      cluster.startServer(0);
      cluster.startServer(1);
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  @Test
  void allServersMayBeKilledAtOnce() {
    try (SteadyWriter writer = writer()) {
      writer.stop();
      IntStream.range(0, SERVERS).forEach(cluster::killServer);
      IntStream.range(0, SERVERS).forEach(cluster::startServer);
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  @Test
  void serverThatHangsIsReplacedAndReturnsAsANewProcess() {
    int head = memberOfFirstRegion(0);
    try (SteadyWriter writer = writer()) {
      cluster.signalServer(head, "STOP");
      try {
        assertGoesOn(writer);
      } finally {
        cluster.signalServer(head, "CONT");
      }
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  @Test
  void serversMayStopInOrderAndReturn() {
    try (SteadyWriter writer = writer()) {
      for (int server = 0; server < SERVERS; server++) {
        assertThat(cluster.stopServer(server, SIGNALS.get(server))).isZero();
        assertGoesOn(writer);
        cluster.startServer(server);
        awaitWhole();
      }
      assertNothingWrong(writer);
    }
  }

  @Test
  void coordinatorThatLeadsMayBeKilled() {
    int leader = cluster.leader();
    try (SteadyWriter writer = writer()) {
      cluster.killCoordinator(leader);
      assertGoesOn(writer);
      cluster.startCoordinator(leader);
      cluster.awaitCoordinators(3);
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  @Test
  void freshServerTakesThePlaceOfADeadOne() {
    int fresh = SERVERS;
    try (SteadyWriter writer = writer()) {
      cluster.killServer(0);
      cluster.startServer(fresh);
      awaitWhole();
      assertThat(
              ProcessCluster.chains(client, SteadyWriter.SPACE_NAME)
                  .allMatch(chain -> chain.contains(cluster.idOf(client.configuration(), fresh))))
          .isTrue();
      cluster.startServer(0);
      cluster.awaitServers(client, SERVERS + 1);
      cluster.stopServer(fresh, "TERM");
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  private SteadyWriter writer() {
    SteadyWriter writer = new SteadyWriter(client, WRITERS);
    writer.awaitWrites(SOME);
    writer.takeLongestWait();
    return writer;
  }

  private int memberOfFirstRegion(int position) {
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

  private void awaitWhole() {
    cluster.awaitWhole(client, SteadyWriter.SPACE_NAME, SERVERS, WHOLE);
  }

  private void assertGoesOn(SteadyWriter writer) {
    writer.awaitWrites(SOME);
    Duration waited = writer.takeLongestWait();
    System.out.println("the application waited " + waited.toMillis() + " ms");
    assertThat(waited).as(() -> writer.failures() + cluster.logs()).isLessThan(LONGEST_OUTAGE);
  }

  private void assertNothingWrong(SteadyWriter writer) {
    writer.stop();
    assertThat(writer.failures()).as(cluster.logs()).isEmpty();
    assertThat(writer.lost()).as(cluster.logs()).isEmpty();
  }
}
