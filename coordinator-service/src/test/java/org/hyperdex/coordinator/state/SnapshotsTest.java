package org.hyperdex.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.coordinator.proto.LogEntry;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Recovery;
import org.hyperdex.core.coordinator.Repair;
import org.hyperdex.core.coordinator.Response;
import org.hyperdex.transport.proto.AddSpace;
import org.hyperdex.transport.proto.RegisterServer;
import org.hyperdex.transport.proto.ServerForget;
import org.hyperdex.transport.proto.ServerKill;
import org.hyperdex.transport.proto.ServerOffline;
import org.hyperdex.transport.proto.ServerOnline;
import org.hyperdex.transport.proto.SubmitRequest;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private ClusterState state = ClusterState.INITIAL;
  private long sequence;

  @Test
  void aSnapshotHoldsEverything() throws Exception {
    apply(
        Entries.coordinatorPresent(
            "6c84fb90-12c4-11e1-840d-7b25c5ee775a",
            new MemberAddress("a", "a-1", "127.0.0.1", 1982, 2982)));
    submit(
        SubmitRequest.newBuilder()
            .setAddSpace(
                AddSpace.newBuilder()
                    .setDescription(
                        "space phonebook key username attributes first, int phone,"
                            + " map(string, float) notes subspace first create 4 partitions"
                            + " tolerate 1 failure")));
    submit(
        SubmitRequest.newBuilder()
            .setServerOnline(
                ServerOnline.newBuilder()
                    .setId(-5)
                    .setHost("127.0.0.1")
                    .setPort(2012)
                    .setZone("east")
                    .setStart(-77)));
    aServerIsLostAndAnotherOneJoinsAndOneIsGivenUp();
    submit(
        SubmitRequest.newBuilder()
            .setRegisterServer(
                RegisterServer.newBuilder().setId(6).setHost("127.0.0.1").setPort(2013)));
    submit(SubmitRequest.newBuilder().setServerOffline(ServerOffline.newBuilder().setId(-5)));
    Response refused =
        submit(
            SubmitRequest.newBuilder()
                .setAddSpace(AddSpace.newBuilder().setDescription("space ?")));
    assertThat(refused).isInstanceOf(Response.Refused.class);
    assertThat(state.coordinator().server(-5).orElseThrow().held()).isTrue();

    assertThat(Snapshots.decode(Snapshots.encode(state))).isEqualTo(state);
  }

  /** Leaves former members, recoveries, a joiner and an accepted loss. */
  private void aServerIsLostAndAnotherOneJoinsAndOneIsGivenUp() throws Exception {
    for (long id = 21; id <= 23; id++) {
      online(id);
    }
    submit(
        SubmitRequest.newBuilder()
            .setAddSpace(
                AddSpace.newBuilder().setDescription("space kv key k create 2 partitions")));
    apply(
        Entries.serversLost(
            List.of(
                new Command.ServerLost(Command.ITSELF, 0, 21, 1, Recovery.Reason.PORT_REFUSED, 77)),
            0));
    apply(Entries.assignJoiners(new Repair.Policy(0, 1)));
    List<Command.Place> joiners =
        state.coordinator().regions().stream()
            .filter(region -> region.joiner().isPresent())
            .map(region ->
                new Command.Place(region.id(), region.epoch(), region.joiner().getAsLong()))
            .toList();
    apply(Entries.joinersReady(joiners));
    apply(Entries.assignJoiners(new Repair.Policy(0, 1)));
    apply(
        Entries.advanceRecoveries(
            state.coordinator().repair().open().stream()
                .map(open -> new Command.Progress(open.id(), Recovery.Phase.RE_CHAIN))
                .toList()));
    submit(SubmitRequest.newBuilder().setServerKill(ServerKill.newBuilder().setId(23)));
    submit(
        SubmitRequest.newBuilder()
            .setServerForget(ServerForget.newBuilder().setId(23).setAcceptDataLoss(true)));
    assertThat(joiners).isNotEmpty();
    assertThat(state.coordinator().repair().recoveries()).isNotEmpty();
    assertThat(state.coordinator().repair().formers().byRegion()).isNotEmpty();
  }

  private void online(long id) throws Exception {
    submit(
        SubmitRequest.newBuilder()
            .setServerOnline(
                ServerOnline.newBuilder()
                    .setId(id)
                    .setHost("127.0.0.1")
                    .setPort((int) (2000 + id))
                    .setStart(id)));
  }

  @Test
  void anEntryOfANewerVersionIsRefusedAndChangesNothing() {
    Transition transition = Transition.of(state, LogEntry.getDefaultInstance());

    assertThat(transition.state()).isEqualTo(state);
    assertThat(transition.response()).isInstanceOf(Response.Refused.class);
  }

  private Response submit(SubmitRequest.Builder request) throws Exception {
    return apply(Entries.submitted(request.setClient(3).setSequence(++sequence).build()));
  }

  private Response apply(byte[] entry) throws Exception {
    Transition transition = Transition.of(state, LogEntry.parseFrom(entry));
    state = transition.state();
    return transition.response();
  }
}
