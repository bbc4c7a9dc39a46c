package org.hyperdex.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.cli.Clusters;
import org.hyperdex.cli.FakeClient;
import org.hyperdex.cli.Run;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.ErrorCode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Commands for indices. */
class IndexCommandsTest {
  private final FakeClient client = Clusters.phonebookClient();

  private Run run(String... arguments) {
    return new Run.Surroundings().client(client).run(arguments);
  }

  @Test
  void addIndexPrintsTheId() {
    Run run = run("add-index", "phonebook", "doc.a");
    assertThat(run.out().strip()).isEqualTo("77");
    assertThat(client.asked).containsExactly("addIndex phonebook doc.a");
  }

  @Test
  void addIndexWaitsIfAskedAndSaysHowFarItIs() {
    client.awaited.add(false);
    client.indexing = List.of(new ClusterAdmin.IndexBuild(77, 30, 120));
    Run run = run("add-index", "--wait", "phonebook", "first");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).isEqualTo("77");
    assertThat(run.err().strip()).isEqualTo("index 77: 30 of about 120 rows (25 %)");
    assertThat(client.asked)
        .containsExactly("addIndex phonebook first", "awaitIndex 77", "awaitIndex 77");
  }

  @Test
  void whatIsWrongIsSaid() {
    client.failing(ErrorCode.DUPLICATE, "\"first\" has an index already: 30");
    assertThat(run("add-index", "phonebook", "first").err())
        .contains("\"first\" has an index already: 30");
    client.failing(ErrorCode.NOT_FOUND, "there is no index 5");
    assertThat(run("rm-index", "5").err()).contains("there is no index 5");
  }

  @Test
  void listIndicesSaysWhatIsBeingBuilt() {
    client.indexing = List.of(new ClusterAdmin.IndexBuild(30, 1, 2));
    assertThat(run("list-indices", "phonebook").lines())
        .containsExactly("30:last building in new copies, 1 of about 2 rows (50 %)");
    JsonNode index = run("list-indices", "phonebook", "--output", "json").json().at("/indices/0");
    assertThat(index.get("rowsDone").asInt()).isEqualTo(1);
    assertThat(index.get("rowsTotal").asInt()).isEqualTo(2);
  }

  @Test
  void rmIndexTakesAnId() {
    assertThat(run("rm-index", "77")).isEqualTo(new Run(0, "", ""));
    assertThat(client.asked).containsExactly("removeIndex 77");
  }
}
