package org.hyperdex.cli.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import org.hyperdex.cli.Clusters;
import org.hyperdex.cli.FakeClient;
import org.hyperdex.cli.Run;
import org.hyperdex.client.CoordinatorStatus;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Coordinator;
import org.hyperdex.core.cluster.ServerState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code doctor}: each thing that is wrong is named, with what to do. */
class DoctorTest {
  private final FakeClient client = new FakeClient();
  private ServerSocket listening;
  private int port;
  private int closedPort;

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    port = listening.getLocalPort();
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      closedPort = other.getLocalPort();
    }
    coordinators(port);
  }

  @AfterEach
  void stopListening() throws IOException {
    listening.close();
  }

  private void coordinators(int... ports) {
    List<Coordinator> nodes =
        Arrays.stream(ports).mapToObj(p -> new Coordinator("c" + p, "127.0.0.1", p)).toList();
    client.status =
        new CoordinatorStatus(
            "the-cluster", "c", true, "127.0.0.1:" + port, nodes, List.of(), 7, true);
  }

  private Run doctor(String... flags) {
    String[] arguments = new String[flags.length + 3];
    arguments[0] = "doctor";
    arguments[1] = "-p";
    arguments[2] = Integer.toString(port);
    System.arraycopy(flags, 0, arguments, 3, flags.length);
    return new Run.Surroundings().client(client).run(arguments);
  }

  @Test
  void aSoundClusterHasNoProblem() {
    client.configuration =
        Clusters.configuration(
            List.of(
                Clusters.server(1, port, ServerState.AVAILABLE),
                Clusters.server(2, port, ServerState.AVAILABLE)),
            Clusters.phonebook(1L, 2L));
    Run run = doctor();
    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "ok       cluster the-cluster",
            "ok       1 of 1 coordinators answer, the leader is at 127.0.0.1:" + port,
            "ok       2 of 2 storage servers are available",
            "ok       space 'phonebook': all 4 regions have all their replicas");
  }

  @Test
  void aClusterThatIsNotThereIsExplained() {
    Run run =
        new Run.Surroundings().client(client).run("doctor", "-p", Integer.toString(closedPort));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("PROBLEM  no coordinator answers at 127.0.0.1:" + closedPort)
        .contains("hyperdex up");
    assertThat(client.asked).isEmpty();
  }

  @Test
  void aStrangerAtThePortIsExplained() {
    client.failing(ErrorCode.UNAVAILABLE, "it talks nonsense");
    Run run = doctor();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("but not a coordinator that serves: it talks nonsense");
  }

  @Test
  void aMissingLeaderIsAProblem() {
    client.status =
        new CoordinatorStatus(
            "the-cluster",
            "c",
            false,
            "",
            List.of(
                new Coordinator("c1", "127.0.0.1", port),
                new Coordinator("c2", "127.0.0.1", closedPort)),
            List.of(),
            7,
            false);
    Run run = doctor();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("warning  coordinator c2 does not answer at 127.0.0.1:" + closedPort)
        .contains(
            "PROBLEM  the coordinators have no leader; 1 of 2 answer, and more than half are needed");
  }

  @Test
  void noServerIsAProblem() {
    assertThat(doctor().lines())
        .anySatisfy(
            line -> assertThat(line).startsWith("PROBLEM  there is no storage server; start one"));
  }

  @Test
  void regionsWithoutAHeadAreAProblemAndThinOnesAWarning() {
    client.configuration =
        Clusters.configuration(
            List.of(
                Clusters.server(1, port, ServerState.UNAVAILABLE),
                Clusters.server(2, port, ServerState.AVAILABLE)),
            Clusters.phonebook(1L, 2L));
    Run headless = doctor();
    assertThat(headless.exitCode()).isEqualTo(1);
    assertThat(headless.out())
        .contains("warning  server 1 at 127.0.0.1:" + port + " is UNAVAILABLE")
        .contains(
            "PROBLEM  space 'phonebook': 4 of 4 regions have no head that is available; start the"
                + " storage servers that keep them: server 1 at 127.0.0.1:"
                + port);
    client.configuration =
        Clusters.configuration(
            List.of(Clusters.server(2, port, ServerState.AVAILABLE)), Clusters.phonebook(2L));
    Run thin = doctor();
    assertThat(thin.exitCode()).isZero();
    assertThat(thin.out())
        .contains("warning  space 'phonebook': 4 of 4 regions have fewer than 2 live replicas");
  }

  @Test
  void aServerThatDoesNotAnswerIsAProblem() {
    client.configuration =
        Clusters.configuration(List.of(Clusters.server(2, closedPort, ServerState.AVAILABLE)));
    Run run = doctor();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "PROBLEM  server 2 counts as available, but nothing answers at 127.0.0.1:"
                + closedPort);
  }

  @Test
  void aReadOnlyClusterIsAWarning() {
    client.configuration =
        new Configuration(
            "the-cluster",
            7,
            true,
            List.of(),
            List.of(Clusters.server(2, port, ServerState.AVAILABLE)),
            List.of());
    assertThat(doctor().out()).contains("warning  the cluster refuses writes");
  }

  @Test
  void programsGetFindings() {
    Run run = doctor("--output", "json");
    assertThat(run.json().get("sound").booleanValue()).isFalse();
    assertThat(run.json().get("findings").get(0).toString())
        .isEqualTo("{\"level\":\"ok\",\"text\":\"cluster the-cluster\",\"advice\":\"\"}");
  }
}
