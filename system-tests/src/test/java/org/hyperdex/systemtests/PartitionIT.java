package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers are cut off from others, in network namespaces of their own. Needs the right to make
 * those, and says so where it has not.
 */
class PartitionIT {
  private static final int COORDINATORS = 3;
  private static final int SERVERS = 3;
  private static final int WRITERS = 3;
  private static final int SOME = 40;
  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(4);
  private static final Duration WHOLE = Duration.ofSeconds(120);
  private static final Duration START = Duration.ofSeconds(30);

  @TempDir Path data;

  @Test
  void headThatIsCutOffAnswersNothingOldWhileTheOthersGoOnAndReturns() {
    try (Namespaces network = Namespaces.make(SERVERS)) {
      Assumptions.assumeTrue(network.problem().isEmpty(), () -> network.problem().orElse(""));
      try (ProcessCluster cluster = ProcessCluster.start(data, network, COORDINATORS, SERVERS);
          HyperDexClient client = cluster.client()) {
        cluster.awaitServers(client, SERVERS);
        client.admin().addSpace(SteadyWriter.SPACE);
        cluster.awaitWhole(client, SteadyWriter.SPACE_NAME, SERVERS, WHOLE);
        try (SteadyWriter writer = new SteadyWriter(client, WRITERS)) {
          writer.awaitWrites(SOME);
          isolateHead(network, cluster, client, writer);
          writer.stop();
          assertThat(writer.failures()).as(cluster.logs()).isEmpty();
          assertThat(writer.lost()).as(cluster.logs()).isEmpty();
          assertThat(writer.doubled()).isZero();
          assertThat(writer.findings()).isEmpty();
        }
      }
    }
  }

  private void isolateHead(
      Namespaces network, ProcessCluster cluster, HyperDexClient client, SteadyWriter writer) {
    Configuration before = client.configuration();
    Region region =
        before
            .space(SteadyWriter.SPACE_NAME)
            .orElseThrow()
            .subspaces()
            .getFirst()
            .regions()
            .getFirst();
    int head = cluster.memberOf(before, region, 0);
    long id = region.chain().getFirst();
    try (IsolatedReader reader =
        new IsolatedReader(
            before, id, writer, network.inServersPlace(head), data.resolve("answers"))) {
      await().atMost(START).until(() -> reader.answers() > SOME);
      writer.takeLongestWait();
      long cut = HistoryBook.now();
      network.isolate(head);
      try {
        writer.awaitWrites(SOME);
        Duration waited = writer.takeLongestWait();
        System.out.println("the application waited " + waited.toMillis() + " ms");
        assertThat(waited).as(cluster.logs()).isLessThan(LONGEST_OUTAGE);
        assertThat(reader.newestBegin()).as("it was read under its last lease").isGreaterThan(cut);
        assertThat(ProcessCluster.chains(client, SteadyWriter.SPACE_NAME))
            .noneMatch(chain -> chain.contains(id));
        writer.awaitWrites(SOME);
      } finally {
        network.heal(head);
      }
      cluster.awaitServers(client, SERVERS);
      cluster.awaitWhole(client, SteadyWriter.SPACE_NAME, SERVERS, WHOLE);
      reader.tell(writer);
    }
  }
}
