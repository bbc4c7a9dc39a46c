package org.hyperdex.systemtests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hyperdex.client.HyperDexClient;

/**
 * Lets processes fail one after the other under a steady application. The cluster is whole again
 * before the next one fails.
 */
final class FailoverSeries implements AutoCloseable {
  private static final Duration WHOLE = Duration.ofMinutes(2);
  private static final Duration STOPPED = Duration.ofSeconds(5);
  private static final int WRITERS = 4;
  private static final int COORDINATORS = 3;
  private static final int REPLICAS = 3;
  private static final long POLL_MILLIS = 10;

  /** How many objects a server holds that stays away. */
  private static final int HELD = 40_000;

  /** How many are stored at once. */
  private static final int BATCH = 500;

  /** How many of them change meanwhile: some that are kept side by side, and some far apart. */
  private static final int NEIGHBOURS = 500;

  private static final int SCATTERED = 50;

  /** After so many failures what was learned is judged, and the application begins anew. */
  private static final int CHAPTER = 10;

  /** Enough that every thread has most probably come through all regions. */
  private static final int SOME = 40;

  private final ProcessCluster cluster;
  private final int servers;
  private final HyperDexClient client;
  private final SplittableRandom random;
  private SteadyWriter writer;
  private int failures;
  private Duration calm = Duration.ZERO;

  final Distribution serverKills = new Distribution();
  final Distribution leaderKills = new Distribution();
  final Distribution stops = new Distribution();

  /** What the application waited from one failure to the next. */
  final Distribution between = new Distribution();

  final Distribution redundantAfterKill = new Distribution();
  final Distribution redundantAfterReturn = new Distribution();
  final Distribution balancedAfterReturn = new Distribution();
  final List<Long> bytesReceived = new ArrayList<>();
  final List<String> errors = new ArrayList<>();
  final List<String> lost = new ArrayList<>();
  final List<String> findings = new ArrayList<>();
  long doubled;
  long writes;

  FailoverSeries(ProcessCluster cluster, int servers, long seed) {
    this.cluster = cluster;
    this.servers = servers;
    this.random = new SplittableRandom(seed);
    this.client = cluster.client();
    cluster.awaitServers(client, servers);
    client.admin().addSpace(SteadyWriter.SPACE);
    awaitWhole();
    writer = new SteadyWriter(client, WRITERS);
  }

  /** Kills a storage server and starts it again. */
  void killServer() throws InterruptedException {
    int victim = random.nextInt(servers);
    begin();
    long killed = System.nanoTime();
    cluster.killServer(victim);
    Duration waited = end(serverKills);
    awaitRedundant();
    redundantAfterKill.add(since(killed));
    long before = cluster.incarnationOf(client.configuration(), victim);
    cluster.startServer(victim);
    while (cluster.incarnationOf(client.configuration(), victim) == before) {
      Thread.sleep(POLL_MILLIS);
    }
    long returned = System.nanoTime();
    awaitRedundant();
    redundantAfterReturn.add(since(returned));
    awaitWhole();
    balancedAfterReturn.add(since(returned));
    bytesReceived.add(cluster.bytesReceived(victim));
    say(
        ("kill -9 of server %d: waited %d ms (before: %d); 3 replicas again after %d ms; even again"
                + " %d ms after its return; %d bytes received")
            .formatted(
                victim,
                waited.toMillis(),
                calm.toMillis(),
                redundantAfterKill.newest().toMillis(),
                balancedAfterReturn.newest().toMillis(),
                bytesReceived.getLast()));
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  /** Waits until every region has all its replicas, wherever they are. */
  private void awaitRedundant() throws InterruptedException {
    long deadline = System.nanoTime() + WHOLE.toNanos();
    while (ProcessCluster.chains(client, SteadyWriter.SPACE_NAME)
        .anyMatch(chain -> chain.size() < REPLICAS)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no full redundancy after " + WHOLE + cluster.logs());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Kills the coordinator that leads and starts it again. */
  void killLeader() {
    int leader = cluster.leader();
    begin();
    cluster.killCoordinator(leader);
    Duration waited = end(leaderKills);
    cluster.startCoordinator(leader);
    cluster.awaitCoordinators(COORDINATORS);
    awaitWhole();
    say(
        "kill -9 of coordinator %d, the leader: waited %d ms (before: %d)"
            .formatted(leader, waited.toMillis(), calm.toMillis()));
  }

  /** Stops a storage server for a while without its knowing. */
  void stopServer() throws InterruptedException {
    int victim = random.nextInt(servers);
    begin();
    long stopped = System.nanoTime();
    cluster.signalServer(victim, "STOP");
    Duration waited = end(stops);
    Thread.sleep(STOPPED.minusNanos(System.nanoTime() - stopped).toMillis());
    cluster.signalServer(victim, "CONT");
    cluster.awaitServers(client, servers);
    awaitWhole();
    say(
        "STOP of server %d: waited %d ms (before: %d)"
            .formatted(victim, waited.toMillis(), calm.toMillis()));
  }

  /**
   * Kills a server that holds a good deal, keeps it away while a small part of that changes again
   * and again, and measures what it is sent when it returns.
   */
  Absence stayAway(Duration away) {
    int victim = 0;
    // Without a spare, its places are kept for the server however long it is away.
    cluster.stopServer(servers - 1, "TERM");
    awaitWhole();
    try (Archive archive = new Archive(client)) {
      for (int stored = 0; stored < HELD; stored += BATCH) {
        archive.store(IntStream.range(stored, stored + BATCH));
      }
      begin();
      cluster.killServer(victim);
      end(serverKills);
      long before = writer.writes();
      long until = System.nanoTime() + away.toNanos();
      do {
        archive.store(IntStream.range(0, NEIGHBOURS));
        archive.store(
            IntStream.rangeClosed(1, SCATTERED).map(number -> number * (HELD / SCATTERED) - 1));
      } while (System.nanoTime() < until);
      long meanwhile = writer.writes() - before;
      cluster.startServer(victim);
      cluster.awaitServers(client, servers - 1);
      awaitWhole();
      return new Absence(
          away,
          Archive.bytes(HELD),
          Archive.bytes(NEIGHBOURS + SCATTERED),
          meanwhile,
          cluster.bytesReceived(victim));
    }
  }

  private void begin() {
    if (failures > 0 && failures % CHAPTER == 0) {
      judge();
      writer = new SteadyWriter(client, WRITERS);
    }
    failures++;
    writer.awaitWrites(SOME);
    calm = writer.takeLongestWait();
    between.add(calm);
  }

  private Duration end(Distribution distribution) {
    writer.awaitWrites(SOME);
    Duration waited = writer.takeLongestWait();
    distribution.add(waited);
    return waited;
  }

  /** Ends the application and looks at all it has learned. */
  private void judge() {
    writer.stop();
    errors.addAll(writer.failures());
    lost.addAll(writer.lost());
    doubled += writer.doubled();
    findings.addAll(writer.findings());
    writes += writer.writes();
  }

  private void awaitWhole() {
    cluster.awaitWhole(client, SteadyWriter.SPACE_NAME, REPLICAS, WHOLE);
  }

  /** Beside the report, which others read. */
  private void say(String what) {
    System.err.println(failures + ". " + what);
  }

  /** Whether the application saw nothing it should not have seen. */
  boolean nothingWrong() {
    return errors.isEmpty() && lost.isEmpty() && findings.isEmpty() && doubled == 0;
  }

  @Override
  public void close() {
    judge();
    client.close();
  }
}
