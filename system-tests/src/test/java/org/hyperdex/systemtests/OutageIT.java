package org.hyperdex.systemtests;

import java.time.Duration;
import java.util.stream.IntStream;
import org.hyperdex.client.HyperDexClient;
import org.junit.jupiter.api.Test;

/**
 * Everything of one kind is gone for a while, under an application that does not know it: it waits
 * where it must, sees no error, and loses nothing that was acknowledged.
 */
class OutageIT extends UnderLoad {
  /** More than a lease and all its margins: nothing that goes on rests on one. */
  private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(4);

  /** Processes take longer to start than an operation may take by default. */
  private static final Duration LONGER_THAN_A_START = Duration.ofMinutes(1);

  @Override
  HyperDexClient connect() {
    return cluster.client(LONGER_THAN_A_START);
  }

  @Test
  void allServersMayBeKilledAtOnce() {
    try (SteadyWriter writer = writer()) {
      IntStream.range(0, SERVERS).forEach(cluster::killServer);
      IntStream.range(0, SERVERS).forEach(cluster::startServer);
      assertGoesOn(writer);
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  @Test
  void readsAndWritesGoOnWithoutAnyCoordinator() {
    try (SteadyWriter writer = writer()) {
      IntStream.range(0, COORDINATORS).forEach(cluster::killCoordinator);
      long killed = System.nanoTime();
      while (System.nanoTime() - killed < LONGER_THAN_A_LEASE.toNanos()) {
        writer.awaitWrites(SOME);
      }
      assertGoesOn(writer);
      IntStream.range(0, COORDINATORS).forEach(cluster::startCoordinator);
      cluster.awaitCoordinators(COORDINATORS);
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
      assertGoesOn(writer);
      assertNothingWrong(writer);
    }
  }

  /** A chain that loses a member then waits, until somebody can decide who goes on. */
  @Test
  void serverMayBeKilledWhileThereIsNoCoordinator() {
    int head = memberOfFirstRegion(0);
    try (SteadyWriter writer = writer()) {
      IntStream.range(0, COORDINATORS).forEach(cluster::killCoordinator);
      cluster.killServer(head);
      IntStream.range(0, COORDINATORS).forEach(cluster::startCoordinator);
      assertGoesOn(writer);
      cluster.startServer(head);
      cluster.awaitCoordinators(COORDINATORS);
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
      assertNothingWrong(writer);
    }
  }
}
