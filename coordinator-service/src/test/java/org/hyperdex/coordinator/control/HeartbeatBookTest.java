package org.hyperdex.coordinator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Stability;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.ReadyTransfer;
import org.hyperdex.transport.proto.TransferProgress;
import org.junit.jupiter.api.Test;

class HeartbeatBookTest {
  private final HeartbeatBook book = new HeartbeatBook();

  @Test
  void theLastReportOfEachServerCounts() {
    book.heard(heartbeat(1).setAdoptedVersion(6).build(), 0);
    book.heard(heartbeat(1).setAdoptedVersion(7).setSettled(true).build(), 1);

    assertThat(book.reports()).containsOnlyKeys(1L);
    assertThat(book.reports().get(1L)).isEqualTo(new Stability.Report(3, 7, true));
  }

  @Test
  void whatAnOlderProcessSaidIsForgotten() {
    book.heard(heartbeat(1).setAdoptedVersion(6).build(), 0);
    book.heard(heartbeat(2).setAdoptedVersion(6).build(), 0);

    book.keepOnly(List.of(server(1, 3), server(2, 4)));

    assertThat(book.reports()).containsOnlyKeys(1L);
  }

  @Test
  void joinersAreReadyAsLongAsTheirTailSaysSo() {
    ReadyTransfer ready = ReadyTransfer.newBuilder().setRegion(8).setEpoch(5).setJoiner(2).build();
    book.heard(heartbeat(1).addReady(ready).build(), 0);
    assertThat(book.ready()).containsExactly(new Command.Place(8, 5, 2));

    book.heard(heartbeat(1).build(), 1);
    assertThat(book.ready()).isEmpty();
  }

  @Test
  void theTimeOfACopyIsCountedFromTheFirstThatWasHeardOfIt() {
    book.heard(heartbeat(1).addTransfers(copy(10, 5)).build(), 1000);
    book.heard(heartbeat(1).addTransfers(copy(30, 5)).build(), 3000);

    assertThat(book.copies(5000))
        .containsExactly(new HeartbeatBook.CopyProgress(8, 2, 35, 100, 4000));
  }

  @Test
  void aCopyThatIsBegunAnewIsAnotherOne() {
    book.heard(heartbeat(1).addTransfers(copy(10, 5)).build(), 1000);
    book.heard(heartbeat(1).build(), 2000);
    book.keepOnly(List.of(server(1, 3)));
    book.heard(heartbeat(1).addTransfers(copy(10, 5)).build(), 3000);

    assertThat(book.copies(5000))
        .extracting(HeartbeatBook.CopyProgress::elapsedNanos)
        .containsExactly(2000L);
  }

  private static TransferProgress copy(long sent, long skipped) {
    return TransferProgress.newBuilder()
        .setRegion(8)
        .setJoiner(2)
        .setBytesSent(sent)
        .setBytesSkipped(skipped)
        .setBytesTotal(100)
        .build();
  }

  private static Heartbeat.Builder heartbeat(long server) {
    return Heartbeat.newBuilder().setServer(server).setIncarnation(3);
  }

  private static Server server(long id, long incarnation) {
    return new Server(id, "127.0.0.1", 2012, ServerState.AVAILABLE, "", incarnation);
  }
}
