package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
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
  private static final Duration WHOLE = Duration.ofMinutes(2);
  private static final Duration START = Duration.ofSeconds(30);

  @TempDir Path data;

  /** Pulls cables while an application writes. */
  private interface Fault {
    void happens(
        Namespaces network, ProcessCluster cluster, HyperDexClient client, SteadyWriter writer);
  }

  @Test
  void headThatIsCutOffAnswersNothingOldWhileTheOthersGoOnAndReturns() {
    whileWriting((network, cluster, client, writer) ->
        cutOffHead(network, cluster, client, writer, network::isolate, network::heal));
  }

  @Test
  void headThatHearsAllButReachesNobodyAnswersNothingOldWhileTheOthersGoOnAndReturns() {
    whileWriting((network, cluster, client, writer) ->
        cutOffHead(network, cluster, client, writer, network::mute, network::unmute));
  }

  @Test
  void headThatReachesAllButHearsNobodyAnswersNothingOldWhileTheOthersGoOnAndReturns() {
    whileWriting((network, cluster, client, writer) ->
        cutOffHead(network, cluster, client, writer, network::deafen, network::undeafen));
  }

  @Test
  void serverThatItsNeighboursCannotReachIsTakenOutAndReturnsWhenTheyCan() {
    whileWriting(this::separateMember);
  }

  private void whileWriting(Fault fault) {
    try (Namespaces network = Namespaces.make(SERVERS)) {
      Assumptions.assumeTrue(network.problem().isEmpty(), () -> network.problem().orElse(""));
      try (ProcessCluster cluster = ProcessCluster.start(data, network, COORDINATORS, SERVERS);
          HyperDexClient client = cluster.client()) {
        cluster.awaitServers(client, SERVERS);
        client.admin().addSpace(SteadyWriter.SPACE);
        cluster.awaitWhole(client, SteadyWriter.SPACE_NAME, SERVERS, WHOLE);
        try (SteadyWriter writer = new SteadyWriter(client, WRITERS)) {
          writer.awaitWrites(SOME);
          fault.happens(network, cluster, client, writer);
          cluster.awaitServers(client, SERVERS);
          cluster.awaitWhole(client, SteadyWriter.SPACE_NAME, SERVERS, WHOLE);
          writer.awaitWrites(SOME);
          writer.stop();
          assertThat(writer.failures()).as(cluster.logs()).isEmpty();
          assertThat(writer.lost()).as(cluster.logs()).isEmpty();
          assertThat(writer.doubled()).isZero();
          assertThat(writer.findings()).isEmpty();
        }
      }
    }
  }

  private void separateMember(
      Namespaces network, ProcessCluster cluster, HyperDexClient client, SteadyWriter writer) {
    Configuration before = client.configuration();
    Region region = firstRegion(before);
    int member = cluster.memberOf(before, region, 1);
    long id = region.chain().get(1);
    List<Integer> others =
        IntStream.range(0, SERVERS).filter(server -> server != member).boxed().toList();
    writer.takeLongestWait();
    others.forEach(other -> network.separate(member, other));
    try {
      await()
          .atMost(START)
          .until(() ->
              ProcessCluster.chains(client, SteadyWriter.SPACE_NAME)
                  .noneMatch(chain -> chain.contains(id)));
      writer.awaitWrites(SOME);
      tellWaited(writer);
    } finally {
      others.forEach(other -> network.join(member, other));
    }
  }

  private void cutOffHead(
      Namespaces network,
      ProcessCluster cluster,
      HyperDexClient client,
      SteadyWriter writer,
      IntConsumer cut,
      IntConsumer heal) {
    Configuration before = client.configuration();
    Region region = firstRegion(before);
    int head = cluster.memberOf(before, region, 0);
    long id = region.chain().getFirst();
    try (IsolatedReader reader =
        new IsolatedReader(
            before, id, writer, network.inServersPlace(head), data.resolve("answers"))) {
      await().atMost(START).until(() -> reader.answers() > SOME);
      writer.takeLongestWait();
      long begin = HistoryBook.now();
      cut.accept(head);
      try {
        writer.awaitWrites(SOME);
        tellWaited(writer);
        assertThat(reader.newestBegin())
            .as("it was read under its last lease")
            .isGreaterThan(begin);
        assertThat(ProcessCluster.chains(client, SteadyWriter.SPACE_NAME))
            .noneMatch(chain -> chain.contains(id));
        writer.awaitWrites(SOME);
      } finally {
        heal.accept(head);
      }
      cluster.awaitServers(client, SERVERS);
      reader.tell(writer);
    }
  }

  private static Region firstRegion(Configuration configuration) {
    return configuration
        .space(SteadyWriter.SPACE_NAME)
        .orElseThrow()
        .subspaces()
        .getFirst()
        .regions()
        .getFirst();
  }

  private static void tellWaited(SteadyWriter writer) {
    System.out.println("the application waited " + writer.takeLongestWait().toMillis() + " ms");
  }
}
