package org.hyperdex.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A region goes on at servers that have joined it, with everything it had. */
@Timeout(60)
class JoiningTest {
  private static final String DESCRIPTION =
      "space people key name attributes int age, string city subspace age"
          + " create 4 partitions tolerate 1 failures";
  private static final int PEOPLE = 500;

  @TempDir Path parent;
  private LocalCluster cluster;

  @BeforeEach
  void found() {
    cluster = new LocalCluster(parent, DESCRIPTION);
  }

  @AfterEach
  void closeAll() {
    cluster.close();
  }

  private void write(StorageServer server, String suffix) {
    Space space = cluster.space();
    try (TestClient client = new TestClient(server)) {
      for (int i = 0; i < PEOPLE; i++) {
        Value age = new Value.Int(i);
        Value city = Value.Text.of("city" + i + suffix);
        assertThat(client.ask(client.put(space, "key" + i, age, city)))
            .isInstanceOf(WriteResult.class);
      }
    }
  }

  private void isRead(StorageServer server, String suffix) {
    try (TestClient client = new TestClient(server)) {
      for (int i = 0; i < PEOPLE; i++) {
        ServerResponse response = client.ask(client.get(cluster.space(), "key" + i));
        assertThat(response).isInstanceOf(GetResult.class);
        assertThat(((GetResult) response).row().map(row -> Row.column(row.row(), 1).toUtf8()))
            .contains("city" + i + suffix);
      }
    }
  }

  @Test
  void aServerThatJoinedCanGoOnAlone() {
    StorageServer first = cluster.start(0);
    write(first, "");
    cluster.newServersJoin();
    StorageServer second = cluster.start(1);

    cluster.promoteJoiner();
    write(first, "!");
    cluster.takeOut(first.serverId());

    isRead(second, "!");
    write(second, "?");
    isRead(second, "?");
  }

  /** At one byte in a second, rows that others get within a moment take most of an hour. */
  @Test
  void aJoinerIsSentNoMoreThanTheTransferRateAllows() {
    cluster.with(options -> options.withThreads(1).withTransferRate(1));
    StorageServer first = cluster.start(0);
    write(first, "");
    cluster.newServersJoin();
    cluster.start(1);

    await().until(() -> !first.transfers().isEmpty());
    write(first, "!");
    assertThat(first.transfers()).anyMatch(transfer -> !transfer.ready());
  }
}
