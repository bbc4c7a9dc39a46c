package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.data.Value;
import org.junit.jupiter.api.Test;

/** What an operator does to storage servers by the command line, and what comes of it. */
class OperatorIT extends UnderLoad {
  /** What a server's process returns that its cluster does not want. */
  private static final int REMOVED = 3;

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String LONELY =
      "space lonely key k attributes v create 4 partitions tolerate 0 failures";
  private static final int OBJECTS = 32;

  @Test
  void killedServerLeavesAllChainsAndIsTakenInOnlyAsANewOne() throws IOException {
    int victim = memberOfFirstRegion(0);
    long id = cluster.idOf(client.configuration(), victim);
    String banned =
        "server %s was killed by an operator; it can only come back as a new server"
            .formatted(text(id));
    try (SteadyWriter writer = writer()) {
      done("server-kill", text(id));
      assertThat(cluster.awaitExit(victim)).isEqualTo(REMOVED);
      assertThat(cluster.logOf(victim))
          .contains("an operator has banned this server; it can only come back with an empty data");
      awaitState(id, ServerState.KILLED);
      assertInNoChain(id);
      assertGoesOn(writer);

      cluster.startServer(victim);
      assertThat(cluster.awaitExit(victim)).isEqualTo(REMOVED);
      assertThat(cluster.logOf(victim)).contains("REMOVED", banned);
      assertThat(refused("server-online", text(id)))
          .isEqualTo("could not bring server online: " + banned);
      assertThat(refused("server-offline", text(id)))
          .isEqualTo("could not mark server unavailable: " + banned);

      done("server-forget", text(id));
      awaitForgotten(id);
      Folders.delete(cluster.directoryOf(victim));
      cluster.startServer(victim);
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
      assertThat(cluster.idOf(client.configuration(), victim)).isNotEqualTo(id);
      assertNothingWrong(writer);
    }
  }

  @Test
  void lastMemberOfARegionIsForgottenOnlyWithItsObjects() {
    addLonely();
    cluster.awaitWhole(client, "lonely", 1, SOON);
    IntStream.range(0, OBJECTS).forEach(number -> put(number, "before"));
    long id = ProcessCluster.chains(client, "lonely").findFirst().orElseThrow().getFirst();
    int victim = cluster.indexOf(client.configuration().server(id).orElseThrow());
    long regions =
        ProcessCluster.chains(client, "lonely").filter(chain -> chain.contains(id)).count();
    List<Integer> lost = new ArrayList<>();
    try (SteadyWriter writer = writer()) {
      assertThat(refused("server-forget", text(id)))
          .isEqualTo(
              "could not forget server: server %s is available; shut it down or take it offline first"
                  .formatted(text(id)));
      cluster.killServer(victim);
      awaitState(id, ServerState.UNAVAILABLE);
      assertThat(refused("server-forget", text(id)))
          .isEqualTo(
              ("could not forget server: server %s cannot be forgotten: regions of which it is the"
                      + " last member: %d; start it again, or give up their objects with"
                      + " --accept-data-loss")
                  .formatted(text(id), regions));
      assertGoesOn(writer);

      done("server-forget", text(id), "--accept-data-loss");
      awaitForgotten(id);
      cluster.awaitWhole(client, "lonely", 1, SOON);
      for (int number = 0; number < OBJECTS; number++) {
        if (get(number).isEmpty()) {
          lost.add(number);
        }
      }
      assertThat(lost).isNotEmpty().hasSizeLessThan(OBJECTS);
      put(lost.getFirst(), "after");

      // It still has the objects that were given up; nobody shall see them again.
      cluster.startServer(victim);
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
      assertThat(get(lost.getFirst())).contains(Value.Text.of("after"));
      lost.stream().skip(1).forEach(number -> assertThat(get(number)).isEmpty());
      assertNothingWrong(writer);
    } finally {
      done("rm-space", "lonely");
    }
  }

  @Test
  void serverThatIsTakenOfflineStaysSoWhoeverIsRestarted() {
    int held = memberOfFirstRegion(0);
    long id = cluster.idOf(client.configuration(), held);
    String reason =
        "server %s was taken offline by an operator; 'server-online %s' lets it come back"
            .formatted(text(id), text(id));
    try (SteadyWriter writer = writer()) {
      done("server-offline", text(id));
      awaitState(id, ServerState.UNAVAILABLE);
      assertInNoChain(id);
      assertGoesOn(writer);
      awaitWhole();

      cluster.killServer(held);
      IntStream.range(0, COORDINATORS).forEach(cluster::killCoordinator);
      IntStream.range(0, COORDINATORS).forEach(cluster::startCoordinator);
      cluster.awaitCoordinators(COORDINATORS);
      int before = cluster.logOf(held).length();
      cluster.startServer(held);
      await()
          .atMost(SOON)
          .until(() -> cluster.logOf(held).substring(before).contains("HELD: " + reason));
      awaitState(id, ServerState.UNAVAILABLE);
      assertInNoChain(id);

      done("server-online", text(id));
      cluster.awaitServers(client, SERVERS);
      awaitWhole();
      assertNothingWrong(writer);
    }
  }

  @Test
  void readOnlyClusterAnswersReadsAndRefusesWritesUntilItIsWritableAgain() {
    addLonely();
    put(0, "before");
    done("set-read-only");
    try {
      assertThat(refused("put", "lonely", "key0", "{\"v\": \"after\"}"))
          .isEqualTo(
              "could not put: the cluster is read-only; an administrator can make it writable"
                  + " again; 'hyperdex set-read-write' ends that");
      assertThat(get(0)).contains(Value.Text.of("before"));
    } finally {
      done("set-read-write");
    }
    put(0, "after");
    assertThat(get(0)).contains(Value.Text.of("after"));
    done("rm-space", "lonely");
  }

  @Test
  void serverThatNobodyKnowsIsNamed() {
    assertThat(refused("server-kill", "17"))
        .isEqualTo("could not kill server: there is no server 17");
    assertThat(refused("server-forget", "0x11"))
        .isEqualTo("could not forget server: there is no server 17");
    assertThat(refused("server-offline", "17"))
        .isEqualTo("could not mark server unavailable: there is no server 17");
    assertThat(refused("server-online", "17"))
        .isEqualTo("could not bring server online: there is no server 17");
  }

  private void addLonely() {
    CommandLine.Result result = run(LONELY, "add-space");
    assertThat(result.exitCode()).as(result.errors()).isZero();
  }

  private void put(int number, String value) {
    HyperDexClient.await(
        client.write("lonely", key(number), WriteOperation.put(Map.of("v", Value.Text.of(value)))));
  }

  private Optional<Value> get(int number) {
    return HyperDexClient.await(client.get("lonely", key(number)))
        .flatMap(object -> object.attribute("v"));
  }

  private static Value key(int number) {
    return Value.Text.of("key" + number);
  }

  private void done(String... command) {
    CommandLine.Result result = run("", command);
    assertThat(result.exitCode()).as(String.join(" ", command) + ": " + result.errors()).isZero();
  }

  /** What is said of a command that must fail. */
  private String refused(String... command) {
    CommandLine.Result result = run("", command);
    assertThat(result.exitCode()).as(String.join(" ", command)).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    return result.errors().strip();
  }

  private CommandLine.Result run(String input, String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of("-h", cluster.addresses(), "--timeout", "30s"));
    return CommandLine.run(input, line.toArray(String[]::new));
  }

  private void awaitState(long id, ServerState state) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(client.configuration().server(id).map(Server::state)).hasValue(state));
  }

  private void awaitForgotten(long id) {
    await().atMost(SOON).until(() -> client.configuration().server(id).isEmpty());
  }

  private void assertInNoChain(long id) {
    assertThat(ProcessCluster.chains(client, SteadyWriter.SPACE_NAME))
        .noneMatch(chain -> chain.contains(id));
  }

  private static String text(long id) {
    return Long.toUnsignedString(id);
  }
}
