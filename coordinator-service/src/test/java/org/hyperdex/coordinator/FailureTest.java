package org.hyperdex.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.hyperdex.coordinator.state.ClusterState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
  @TempDir Path root;

  @Test
  void commandsGoOnWhileAnyMinorityOfFiveIsAway() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(5);
        TestClient client = new TestClient(cluster.addresses())) {
      for (int round = 0; round < 3; round++) {
        int first = round == 0 ? cluster.leader() : round;
        int second = (first + 1) % 5;
        cluster.stop(first);
        assertThat(client.addSpace("one" + round).getError()).isEmpty();
        cluster.stop(second);
        assertThat(client.addSpace("two" + round).getError()).isEmpty();
        cluster.startAll();
      }

      cluster.awaitEqualStates();
      assertThat(cluster.node(0).configuration().spaces()).hasSize(6);
    }
  }

  @Test
  void everythingIsThereAfterATotalStop() throws Exception {
    try (TestCluster cluster = new TestCluster(root, TestCluster.NOBODY_IS_LOST).grownTo(5);
        TestClient client = new TestClient(cluster.addresses())) {
      client.addSpace("phonebook");
      client.serverOnline(11, 2012, 1);
      cluster.awaitEqualStates();
      ClusterState before = cluster.node(0).state();

      cluster.stopAll();
      cluster.startAll();

      assertThat(cluster.node(0).state()).isEqualTo(before);
      assertThat(client.addSpace("second").getError()).isEmpty();
      cluster.awaitEqualStates();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30})
  void aTornLogTailDoesNotPreventAStart(int bytes) throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      client.addSpace("phonebook");
      cluster.stop(0);
      dropSnapshots(root.resolve("node0"));
      tear(lastSegment(root.resolve("node0")), bytes);

      cluster.start(0);

      assertThat(client.addSpace("second").getError()).isEmpty();
      cluster.stop(0);
      cluster.start(0);
      assertThat(cluster.node(0).configuration().space("second")).isPresent();
    }
  }

  @Test
  void aHalfWrittenEntryDoesNotPreventAStart() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      client.addSpace("phonebook");
      cluster.stop(0);
      appendHalfAnEntry(lastSegment(root.resolve("node0")));

      cluster.start(0);

      assertThat(cluster.node(0).configuration().space("phonebook")).isPresent();
      assertThat(client.addSpace("second").getError()).isEmpty();
    }
  }

  @Test
  void aFollowerWithAHalfWrittenEntryCatchesUp() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(3);
        TestClient client = new TestClient(cluster.addresses())) {
      client.addSpace("phonebook");
      cluster.awaitEqualStates();
      int torn = cluster.follower();
      cluster.stop(torn);
      client.addSpace("second");
      dropSnapshots(root.resolve("node" + torn));
      appendHalfAnEntry(lastSegment(root.resolve("node" + torn)));

      cluster.start(torn);

      cluster.awaitEqualStates();
      assertThat(cluster.node(torn).configuration().space("second")).isPresent();
    }
  }

  /** What a crash leaves: the beginning of an entry that nobody was told was written. */
  private static void appendHalfAnEntry(Path segment) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.seek(endOfEntries(segment));
      file.write(new byte[] {77, 1, 2, 3, 4, 5, 6, 7, 8, 9});
      file.setLength(file.getFilePointer());
    }
  }

  private static Path lastSegment(Path data) throws IOException {
    try (var files = Files.walk(data.resolve("raft"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("log_(inprogress_)?\\d+(-\\d+)?"))
          .max(
              Comparator.comparingLong(file ->
                  Long.parseLong(
                      file.getFileName()
                          .toString()
                          .replaceAll("log_(inprogress_)?(\\d+).*", "$2"))))
          .orElseThrow();
    }
  }

  /**
   * Where the entries end and the zeros begin with which files are made larger in advance. An entry
   * is its length as a varint, its bytes and four bytes of checksum; eight bytes stand before all.
   */
  private static int endOfEntries(Path segment) throws IOException {
    CodedInputStream input = CodedInputStream.newInstance(Files.readAllBytes(segment));
    input.skipRawBytes(8);
    int end = 8;
    while (!input.isAtEnd()) {
      int length = input.readRawVarint32();
      if (length == 0) {
        return end;
      }
      input.skipRawBytes(length + 4);
      end = input.getTotalBytesRead();
    }
    return end;
  }

  private static void tear(Path segment, int bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(endOfEntries(segment) - bytes);
    }
  }

  private static void dropSnapshots(Path data) throws IOException {
    List<Path> snapshots;
    try (var files = Files.walk(data.resolve("raft"))) {
      snapshots =
          files.filter(file -> file.getFileName().toString().startsWith("snapshot.")).toList();
    }
    for (Path snapshot : snapshots) {
      Files.delete(snapshot);
    }
  }
}
