package org.hyperdex.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.hyperdex.cli.Clusters;
import org.hyperdex.cli.FakeClient;
import org.hyperdex.cli.Run;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.InvalidSpaceException;
import org.junit.jupiter.api.Test;

/** Commands for spaces. */
class SpaceCommandsTest {
  private final FakeClient client = Clusters.phonebookClient();

  private Run run(String... arguments) {
    return new Run.Surroundings().client(client).run(arguments);
  }

  private Run add(String description) {
    return new Run.Surroundings().client(client).input(description).run("add-space");
  }

  @Test
  void aDescriptionIsHandedOverVerbatim() {
    String description = "space s # mine\n  key k";
    assertThat(add(description)).isEqualTo(new Run(0, "", ""));
    assertThat(client.asked).containsExactly("addSpace " + description);
  }

  @Test
  void anInvalidDescriptionNeedsNoClusterToBeRefused() {
    Run run = add("space s\nkee k");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("could not add space: bad space: line 2, column 1: ");
    assertThat(client.asked).isEmpty();
  }

  @Test
  void aClusterThatKnowsMoreRulesMayStillRefuse() {
    client.failing(new InvalidSpaceException("too many regions", 3, 4, "too-many-regions"));
    assertThat(add("space s key k").err().lines())
        .containsExactly("could not add space: bad space: too many regions");
  }

  @Test
  void aSecondSpaceOfANameIsRefused() {
    client.failing(ErrorCode.DUPLICATE, "cannot add space: there is a space 's' already");
    Run run = add("space s key k");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("could not add space: cannot add space: there is a space");
  }

  @Test
  void spacesAreRemovedOneByOneAndAFailureStopsNothing() {
    client.failing(ErrorCode.NOT_FOUND, "there is no space 'a'");
    Run run = run("rm-space", "a", "b");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(client.asked).containsExactly("removeSpace a", "removeSpace b");
    assertThat(run.err().lines()).containsExactly("could not rm space: there is no space 'a' (a)");
  }

  @Test
  void removingNoSpaceSucceeds() {
    assertThat(run("rm-space").exitCode()).isZero();
    assertThat(client.asked).isEmpty();
  }

  @Test
  void aSpaceIsRenamed() {
    assertThat(run("mv-space", "a", "b")).isEqualTo(new Run(0, "", ""));
    assertThat(client.asked).containsExactly("renameSpace a b");
  }

  @Test
  void bothNamesAreNeeded() {
    assertThat(run("mv-space", "a").err())
        .contains("Missing required parameter: 'TARGET'")
        .contains("see 'hyperdex mv-space --help'");
  }

  @Test
  void spacesAreListedByName() {
    assertThat(run("list-spaces").lines()).containsExactly("phonebook");
    assertThat(run("list-spaces", "--output", "json").out().strip())
        .isEqualTo("{\"spaces\":[\"phonebook\"]}");
    assertThat(Run.of("list-spaces").lines()).containsExactly("No spaces are found.");
  }

  @Test
  void subspacesAreListedWithTheKeySubspaceFirst() {
    assertThat(run("list-subspaces", "phonebook").lines())
        .hasSize(2)
        .satisfies(lines -> assertThat(lines.getFirst()).matches("\\d+:username"))
        .satisfies(lines -> assertThat(lines.get(1)).matches("\\d+:last,phone"));
    assertThat(
            run("list-subspaces", "phonebook", "--output", "json")
                .json()
                .get("subspaces")
                .get(1)
                .get("attributes")
                .toString())
        .isEqualTo("[\"last\",\"phone\"]");
  }

  @Test
  void indicesAreListed() {
    assertThat(run("list-indices", "phonebook").lines()).containsExactly("30:last");
    assertThat(run("list-indices", "phonebook", "--output", "json").out().strip())
        .isEqualTo("{\"indices\":[{\"id\":30,\"attribute\":\"last\",\"state\":\"READY\"}]}");
  }

  @Test
  void anUnknownSpaceIsNamed() {
    Run run = run("list-subspaces", "addressbook");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "could not list subspaces: there is no space 'addressbook'; 'hyperdex list-spaces'"
                + " shows which there are");
  }
}
