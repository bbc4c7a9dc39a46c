package org.hyperdex.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Recovery;
import org.hyperdex.transport.proto.ServerKill;
import org.hyperdex.transport.proto.ServerOnline;
import org.hyperdex.transport.proto.SubmitRequest;
import org.hyperdex.transport.proto.SubmitResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a leader knows of leases holds in its own term: who leads in between grants others. */
class ClusterMachineTest {
  private static final long SERVER = 21;

  private final ClusterMachine machine = new ClusterMachine(_ -> {}, new Nobody());
  private long index;
  private long sequence;

  @BeforeEach
  void aServerIsAvailable() throws Exception {
    apply(
        1,
        Entries.coordinatorPresent(
            "6c84fb90-12c4-11e1-840d-7b25c5ee775a",
            new MemberAddress("a", "a-1", "127.0.0.1", 1982, 2982)));
    announce(7);
    assertThat(server()).isEqualTo(ServerState.AVAILABLE);
  }

  @Test
  void aServerIsTakenOutInTheTermInWhichItHasNoLease() throws Exception {
    assertThat(kill(5, 5).getError()).isEmpty();

    assertThat(server()).isEqualTo(ServerState.KILLED);
  }

  @Test
  void aCommandThatComesToTheLogTwoElectionsLaterHasNoEffectAndMayBeTriedAgain() throws Exception {
    assertThat(kill(7, 5).getError()).isEqualTo("OVERTAKEN");
    assertThat(server()).isEqualTo(ServerState.AVAILABLE);

    sequence--;
    assertThat(kill(7, 7).getError()).isEmpty();
    assertThat(server()).isEqualTo(ServerState.KILLED);
  }

  @Test
  void aCommandThatANewProcessOfTheServerOvertookHasNoEffectAndMayBeTriedAgain() throws Exception {
    announce(8);
    assertThat(kill(5, 5).getError()).isEqualTo("OVERTAKEN");
    assertThat(server()).isEqualTo(ServerState.AVAILABLE);

    assertThat(kill(5, new Dismissal(SERVER, 2, 5)).getError()).isEmpty();
    assertThat(server()).isEqualTo(ServerState.KILLED);
  }

  @Test
  void nobodyIsLostByTheWordOfAnEarlierLeader() throws Exception {
    List<Command.ServerLost> lost =
        List.of(
            new Command.ServerLost(
                Command.ITSELF, 0, SERVER, 1, Recovery.Reason.LEASE_EXPIRED, 77));

    apply(6, Entries.serversLost(lost, 5));
    assertThat(server()).isEqualTo(ServerState.AVAILABLE);

    apply(6, Entries.serversLost(lost, 6));
    assertThat(server()).isEqualTo(ServerState.UNAVAILABLE);
  }

  private void announce(long start) {
    sequence++;
    apply(
        1,
        Entries.submitted(
            SubmitRequest.newBuilder()
                .setClient(3)
                .setSequence(sequence)
                .setServerOnline(
                    ServerOnline.newBuilder()
                        .setId(SERVER)
                        .setHost("127.0.0.1")
                        .setPort(2012)
                        .setStart(start))
                .build()));
  }

  private SubmitResponse kill(long term, long onlyTerm) throws Exception {
    return kill(term, new Dismissal(SERVER, 1, onlyTerm));
  }

  private SubmitResponse kill(long term, Dismissal dismissal) throws Exception {
    sequence++;
    return SubmitResponse.parseFrom(
        apply(
            term,
            Entries.submitted(
                SubmitRequest.newBuilder()
                    .setClient(3)
                    .setSequence(sequence)
                    .setServerKill(ServerKill.newBuilder().setId(SERVER))
                    .build(),
                dismissal)));
  }

  private byte[] apply(long term, byte[] entry) {
    index++;
    return machine.apply(index, term, entry);
  }

  private ServerState server() {
    return machine.state().coordinator().server(SERVER).orElseThrow().state();
  }

  private static final class Nobody implements ClusterMachine.Observer {
    @Override
    public void leading() {}

    @Override
    public void following() {}

    @Override
    public void removed() {}

    @Override
    public void failed(Throwable cause) {}
  }
}
