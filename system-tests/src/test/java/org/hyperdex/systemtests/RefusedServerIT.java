package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hyperdex.client.HyperDexClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A storage server that must not be where it is says why, and ends with an exit code of its own.
 */
class RefusedServerIT {
  /** What a server's process returns that its cluster does not want. */
  private static final int REMOVED = 3;

  @TempDir Path parent;

  @Test
  void serverOfAnotherClusterIsRefused() throws IOException {
    Path one = Files.createDirectory(parent.resolve("one"));
    Path other = Files.createDirectory(parent.resolve("other"));
    String home;
    try (ProcessCluster cluster = ProcessCluster.start(one, 1, 1);
        HyperDexClient client = cluster.client()) {
      cluster.awaitServers(client, 1);
      home = client.configuration().clusterId();
      assertThat(cluster.stopServer(0, "TERM")).isZero();
    }
    try (ProcessCluster cluster = ProcessCluster.start(other, 1, 0);
        HyperDexClient client = cluster.client()) {
      Folders.copy(one.resolve("storage0"), cluster.directoryOf(0));
      cluster.startServer(0);
      assertThat(cluster.awaitExit(0)).isEqualTo(REMOVED);
      assertThat(cluster.logOf(0)).contains("REMOVED", home, client.configuration().clusterId());
    }
  }

  /** Somebody has copied a data directory: only one of the two can be that server. */
  @Test
  void secondCopyOfAServerTakesThePlaceOfTheFirst() throws IOException {
    try (ProcessCluster cluster = ProcessCluster.start(parent, 1, 1);
        HyperDexClient client = cluster.client()) {
      cluster.awaitServers(client, 1);
      Folders.copy(cluster.directoryOf(0), cluster.directoryOf(1));
      cluster.startServer(1);
      assertThat(cluster.awaitExit(0)).isEqualTo(REMOVED);
      assertThat(cluster.logOf(0))
          .contains("REMOVED", "a newer process of this server has joined the cluster");
      cluster.awaitServers(client, 1);
    }
  }
}
