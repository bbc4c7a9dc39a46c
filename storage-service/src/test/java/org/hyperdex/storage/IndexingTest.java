package org.hyperdex.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Explanation;
import org.hyperdex.core.protocol.Explanation.Weighed;
import org.hyperdex.core.protocol.ServerResponse.CountResult;
import org.hyperdex.core.protocol.ServerResponse.Explained;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indices of a running server: they come, are used, stay true, survive restarts, and go. */
class IndexingTest {
  private static final int PEOPLE = 3_000;
  private static final int PER_AGE = 3;
  private static final Index ON_AGE = new Index(500, 1, "", Index.State.BUILDING);

  @TempDir Path parent;
  private LocalCluster cluster;

  @BeforeEach
  void startWithPeople() {
    cluster =
        new LocalCluster(
            parent,
            "space people key name attributes int age, string city"
                + " create 1 partitions tolerate 1 failures");
    cluster.start(0);
    write(0, PEOPLE);
  }

  @AfterEach
  void closeAll() {
    cluster.close();
  }

  private void write(int from, int to) {
    try (TestClient client = new TestClient(cluster.server(0))) {
      List<ClientRequest> writes = new ArrayList<>();
      for (int i = from; i < to; i++) {
        Value[] person = {new Value.Int(i / PER_AGE), Value.Text.of("a city with a long name")};
        writes.add(client.put(cluster.space(), "person%05d".formatted(i), person));
      }
      writes.forEach(client::send);
      writes.forEach(write -> client.next(write.requestId()));
    }
  }

  private CountResult ofAge(int index, int age) {
    try (TestClient client = new TestClient(cluster.server(index))) {
      Region region = cluster.space().keySubspace().regions().getFirst();
      return (CountResult) client.ask(client.count(region, isOfAge(age)));
    }
  }

  private static Predicate isOfAge(int age) {
    return Predicate.all(
        new Check(1, Operator.EQUAL, ValueCodec.encode(AttributeType.INT, new Value.Int(age))));
  }

  private Explanation explained(int age) {
    try (TestClient client = new TestClient(cluster.server(0))) {
      Region region = cluster.space().keySubspace().regions().getFirst();
      return ((Explained) client.ask(client.explain(region, isOfAge(age)))).explanation();
    }
  }

  @Test
  void aServerExplainsItsChoice() {
    Explanation scan = explained(7);
    assertThat(scan.chosen().kind()).isEqualTo("scan");
    assertThat(scan.rowsRead()).isEqualTo(PEOPLE);
    assertThat(scan.rowsMatching()).isEqualTo(PER_AGE);
    cluster.setIndices(List.of(ON_AGE));
    awaitBuilt(0);
    Explanation index = explained(7);
    assertThat(index.chosen().kind()).isEqualTo("index");
    assertThat(index.chosen().text()).contains("index 500");
    assertThat(index.chosen().cost()).isLessThan(scan.chosen().cost());
    assertThat(index.considered()).extracting(Weighed::kind).contains("scan", "index");
    assertThat(index.rowsRead()).isEqualTo(PER_AGE);
    assertThat(index.rowsMatching()).isEqualTo(PER_AGE);
    assertThat(index.planNanos()).isPositive();
    assertThat(index.scanNanos()).isPositive();
  }

  private void awaitBuilt(int index) {
    await()
        .until(() ->
            cluster.server(index).indexReport().version() == cluster.configuration().version()
                && cluster.server(index).indexReport().building().isEmpty());
  }

  private void isUsed(int index, int age) {
    CountResult result = ofAge(index, age);
    assertThat(result.count()).isEqualTo(PER_AGE);
    assertThat(result.rowsRead()).isEqualTo(PER_AGE);
  }

  @Test
  void anIndexIsBuiltAndUsedAndKept() {
    assertThat(ofAge(0, 7).rowsRead()).isEqualTo(PEOPLE);
    cluster.setIndices(List.of(ON_AGE));
    awaitBuilt(0);
    isUsed(0, 7);
    write(PEOPLE, PEOPLE + 30);
    isUsed(0, PEOPLE / PER_AGE + 2);
  }

  @Test
  void anIndexThatIsDroppedIsNotUsedAndWiped() {
    cluster.setIndices(List.of(ON_AGE));
    awaitBuilt(0);
    cluster.setIndices(List.of());
    assertThat(ofAge(0, 7).count()).isEqualTo(PER_AGE);
    assertThat(ofAge(0, 7).rowsRead()).isEqualTo(PEOPLE);
    await().untilAsserted(() -> assertThat(cluster.server(0).keptIndices()).isEmpty());
  }

  @Test
  void anIndexSurvivesARestart() {
    cluster.setIndices(List.of(ON_AGE));
    awaitBuilt(0);
    cluster.stop(0);
    cluster.start(0);
    awaitBuilt(0);
    isUsed(0, 7);
  }

  @Test
  void aJoinerKeepsTheIndexToo() {
    cluster.setIndices(List.of(ON_AGE));
    cluster.newServersJoin();
    cluster.start(1);
    cluster.promoteJoiner();
    awaitBuilt(1);
    isUsed(1, 7);
  }
}
