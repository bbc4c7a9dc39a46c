package org.hyperdex.systemtests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.hyperdex.client.HyperDexClient;

/**
 * Lets processes fail one after the other under a steady application. The cluster is whole again
 * before the next one fails.
 */
final class FailoverSeries implements AutoCloseable {
  private static final Duration WHOLE = Duration.ofSeconds(120);
  private static final Duration STOPPED = Duration.ofSeconds(5);
  private static final int WRITERS = 4;
  private static final int COORDINATORS = 3;

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
  final Distribution wholeAfterStart = new Distribution();
  final Distribution wholeAfterReturn = new Distribution();
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
    cluster.killServer(victim);
    Duration waited = end(serverKills);
    long before = cluster.incarnationOf(client.configuration(), victim);
    long started = System.nanoTime();
    cluster.startServer(victim);
    while (cluster.incarnationOf(client.configuration(), victim) == before) {
      Thread.sleep(10);
    }
    long returned = System.nanoTime();
    awaitWhole();
    long whole = System.nanoTime();
    wholeAfterStart.add(Duration.ofNanos(whole - started));
    wholeAfterReturn.add(Duration.ofNanos(whole - returned));
    bytesReceived.add(cluster.bytesReceived(victim));
    say(
        "kill -9 of server %d: waited %d ms (before: %d); whole %d ms after its start, %d after its return, %d bytes received",
        victim,
        waited.toMillis(),
        calm.toMillis(),
        Duration.ofNanos(whole - started).toMillis(),
        Duration.ofNanos(whole - returned).toMillis(),
        bytesReceived.getLast());
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
        "kill -9 of coordinator %d, the leader: waited %d ms (before: %d)",
        leader, waited.toMillis(), calm.toMillis());
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
    say("STOP of server %d: waited %d ms (before: %d)", victim, waited.toMillis(), calm.toMillis());
  }

  private void begin() {
    if (failures > 0 && failures % CHAPTER == 0) {
      judge();
      writer = new SteadyWriter(client, WRITERS);
    }
    failures++;
    writer.awaitWrites(SOME);
    calm = writer.takeLongestWait();
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
    cluster.awaitWhole(client, SteadyWriter.SPACE_NAME, 3, WHOLE);
  }

  private void say(String format, Object... arguments) {
    System.out.println(failures + ". " + format.formatted(arguments));
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
