package org.hyperdex.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.hyperdex.cli.Clusters;
import org.hyperdex.cli.FakeClient;
import org.hyperdex.cli.Run;
import org.junit.jupiter.api.Test;

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
  void addIndexWaitsIfAsked() {
    assertThat(run("add-index", "--wait", "phonebook", "first").exitCode()).isZero();
    assertThat(client.asked)
        .containsExactly("addIndex phonebook first", "awaitIndices phonebook");
  }

  @Test
  void rmIndexTakesAnId() {
    assertThat(run("rm-index", "77")).isEqualTo(new Run(0, "", ""));
    assertThat(client.asked).containsExactly("removeIndex 77");
  }
}
