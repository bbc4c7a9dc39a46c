package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hyperdex.core.cluster.Configuration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Processes die, hang, stop and return while an application writes and reads: it waits for a
 * moment, sees no error and no old value, loses nothing that was acknowledged, nothing takes effect
 * twice, and every region comes back to all its replicas.
 */
class FailoverIT extends UnderLoad {
  private static final Duration REPLACEMENT_DELAY = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  @Test
  void headMiddleAndTailMayBeKilled() {
    try (SteadyWriter writer = writer()) {
      for (int position = 0; position < REPLICAS; position++) {
        int victim = memberOfFirstRegion(position);
        writer.takeLongestWait();
        cluster.killServer(victim);
        // Where the next start replaces it; among the system's temporary files it would stay.
        assertThat(data.resolve("storage" + victim + "/engine")).isNotEmptyDirectory();
        assertGoesOn(writer);
        cluster.startServer(victim);
        cluster.awaitServers(client, SERVERS);
        awaitWhole();
      }
      assertNothingWrong(writer);
    }
  }

  @Test
  void twoServersMayBeKilledAtOnce() {
    int head = memberOfFirstRegion(0);
    int middle = memberOfFirstRegion(1);
    try (SteadyWriter writer = writer()) {
      cluster.killServer(head);
      cluster.killServer(middle);
      assertGoesOn(writer);
      cluster.startServer(head);
      cluster.startServer(middle);
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  @Test
  void serverThatHangsAnswersNothingOldAndReturnsAsANewProcess() throws InterruptedException {
    Configuration before = client.configuration();
    int head = memberOfFirstRegion(0);
    long incarnation = cluster.incarnationOf(before, head);
    try (SteadyWriter writer = writer();
        StubbornReader reader = new StubbornReader(before, cluster.idOf(before, head), writer)) {
      writer.awaitWrites(SOME);
      assertThat(reader.answers()).isPositive();
      writer.takeLongestWait();
      cluster.signalServer(head, "STOP");
      try {
        assertGoesOn(writer);
        Thread.sleep(PAUSE);
      } finally {
        cluster.signalServer(head, "CONT");
      }
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
      assertThat(cluster.incarnationOf(client.configuration(), head)).isGreaterThan(incarnation);
      assertNothingWrong(writer);
    }
  }

  /** The chapter's test has all signals. */
  @Test
  void serverMayStopInOrderAndReturn() {
    int head = memberOfFirstRegion(0);
    try (SteadyWriter writer = writer()) {
      assertThat(cluster.stopServer(head, "TERM")).isZero();
      assertGoesOn(writer);
      cluster.startServer(head);
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
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
      cluster.awaitCoordinators(COORDINATORS);
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  @Test
  void serverMayBeKilledStraightAfterTheCoordinatorThatLeads() {
    int leader = cluster.leader();
    int head = memberOfFirstRegion(0);
    try (SteadyWriter writer = writer()) {
      cluster.killCoordinator(leader);
      cluster.killServer(head);
      assertGoesOn(writer);
      cluster.startCoordinator(leader);
      cluster.startServer(head);
      cluster.awaitCoordinators(COORDINATORS);
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  @Test
  void spareTakesThePlacesOfADeadServerAfterAWhile() {
    int spare = SERVERS;
    int victim = 0;
    // The fourth server has been a member of most regions and would be taken at once.
    cluster.stopServer(SERVERS - 1, "TERM");
    awaitWhole();
    long id = cluster.idOf(client.configuration(), victim);
    try (SteadyWriter writer = writer()) {
      cluster.startServer(spare);
      long killed = System.nanoTime();
      cluster.killServer(victim);
      assertGoesOn(writer);
      awaitWhole();
      assertThat(Duration.ofNanos(System.nanoTime() - killed)).isGreaterThan(REPLACEMENT_DELAY);
      assertThat(ProcessCluster.chains(client, SteadyWriter.SPACE_NAME))
          .noneMatch(chain -> chain.contains(id));
      cluster.startServer(victim);
      cluster.awaitServers(client, SERVERS);
      cluster.stopServer(spare, "TERM");
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  @Test
  void serverThatReturnsIsSentWhatItMissedAndNotWhatItHas() {
    int objects = 2_000;
    int changed = 50;
    int victim = 0;
    // Without a spare, its places are kept for the server however long it is away.
    cluster.stopServer(SERVERS - 1, "TERM");
    awaitWhole();
    try (Archive archive = new Archive(client);
        SteadyWriter writer = writer()) {
      archive.store(objects);
      cluster.killServer(victim);
      archive.store(changed);
      assertGoesOn(writer);
      cluster.startServer(victim);
      cluster.awaitServers(client, SERVERS - 1);
      awaitWhole();
      assertThat(cluster.bytesReceived(victim))
          .isGreaterThan(Archive.bytes(changed))
          .isLessThan(Archive.bytes(objects) / 2);
      assertNothingWrong(writer);
    }
  }

  @Test
  void serverWhoseDiskIsFullFailsAloneAndReturnsWhenThereIsRoom() {
    int small = SERVERS + 1;
    try (SmallDisk disk = SmallDisk.mount(data.resolve("storage" + small), 64)) {
      Assumptions.assumeTrue(disk.isMounted(), disk.problem());
      cluster.startServer(small);
      cluster.awaitServers(client, SERVERS + 1);
      awaitWhole();
      try (SteadyWriter writer = writer()) {
        disk.fill();
        assertThat(cluster.awaitExit(small)).as("the storage failed").isEqualTo(4);
        assertGoesOn(writer);
        disk.free();
        cluster.startServer(small);
        cluster.awaitServers(client, SERVERS + 1);
        awaitWhole();
        assertNothingWrong(writer);
      }
      cluster.stopServer(small, "TERM");
      awaitWhole();
    }
  }
}
