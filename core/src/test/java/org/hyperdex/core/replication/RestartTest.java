package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Version;
import org.junit.jupiter.api.Test;

/** What a process that starts again knows of writes that were under way when the last one ended. */
class RestartTest {
  private static final Bytes BALL = Bytes.utf8("ball");
  private static final long[] SERVERS = {1, 2, 3, 4, 5};

  /**
   * The ball leaves a region and comes back. There its coming back is at the end of its path, but
   * cannot commit before its leaving has, which is acknowledged by a slow link.
   */
  @Test
  void aWriteAtItsLastHopThatWaitsForAnOlderOneIsKnownToTheNextProcess() {
    Things things = new Things(List.of(1L, 2L), List.of(4L, 5L));
    String here = "colour0";
    String there = another(things, here);
    long region = things.colourRegion(here);
    things.chain(region, List.of(3L));
    Cluster cluster = new Cluster();
    for (long server : SERVERS) {
      cluster.start(server);
    }
    cluster.configure(things.configuration(), SERVERS);
    cluster.ask(1, things.paint("ball", here));
    cluster.run();
    cluster.hold(4, 3);
    cluster.ask(1, things.paint("ball", there));
    cluster.ask(1, things.paint("ball", here));
    cluster.ask(1, things.paint("ball", here));
    cluster.run();
    Version newest = version(cluster, region);

    cluster.start(3);
    cluster.hold(2, 3);
    things.chain(region, List.of(3L));
    cluster.configure(things.configuration(), SERVERS);
    do {
      assertThat(version(cluster, region)).isEqualTo(newest);
    } while (cluster.step());
    cluster.letGo(2, 3);
    cluster.letGo(4, 3);
    cluster.run();

    assertThat(version(cluster, region)).isEqualTo(newest);
    for (long server : SERVERS) {
      assertThat(cluster.shard(server).pendingWrites()).as("at server %d", server).isZero();
    }
  }

  private static Version version(Cluster cluster, long region) {
    return Objects.requireNonNull(cluster.disk(3).read(region, BALL)).version();
  }

  private static String another(Things things, String colour) {
    int i = 1;
    while (things.colourRegion("colour" + i) == things.colourRegion(colour)) {
      i++;
    }
    return "colour" + i;
  }
}
