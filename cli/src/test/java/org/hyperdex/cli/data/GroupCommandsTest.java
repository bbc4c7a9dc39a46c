package org.hyperdex.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.cli.Clusters;
import org.hyperdex.cli.FakeClient;
import org.hyperdex.cli.Run;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.GroupException;
import org.hyperdex.client.GroupResult;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchRequest;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Outcome;
import org.junit.jupiter.api.Test;

/** Commands for all objects that match, and searches in order. */
class GroupCommandsTest {
  private static final String SMITHS = "{\"last\": \"Smith\"}";

  private final FakeClient client =
      Clusters.phonebookClient(
          Clusters.entry("jsmith1", "John", "Smith", 6_075_551_024L),
          Clusters.entry("jd", "Jane", "Doe", -5));

  private Run run(String... arguments) {
    return new Run.Surroundings().client(client).run(arguments);
  }

  @Test
  void aPutSetsAttributesOfAllThatMatch() {
    Run run = run("group-put", "phonebook", SMITHS, "{\"phone\": 5}");
    assertThat(run).isEqualTo(new Run(0, "3 matched, 2 changed\n", ""));
    assertThat(client.conditions).containsExactly(Condition.equal("last", Value.Text.of("Smith")));
    assertThat(client.writes)
        .containsExactly(
            WriteOperation.conditionalPut(Condition.ALL, Map.of("phone", new Value.Int(5))));
    assertThat(client.asked).endsWith("close group");
  }

  @Test
  void anUpdateAppliesFunctions() {
    Run run =
        run(
            "group-update",
            "phonebook",
            "{}",
            "[{\"atomic_add\": {\"phone\": 1}}, {\"string_append\": {\"last\": \"!\"}}]",
            "--output",
            "json");
    assertThat(run.out().strip()).isEqualTo("{\"matched\":3,\"changed\":2}");
    assertThat(client.writes)
        .containsExactly(WriteOperation.update().atomicAdd("phone", 1).stringAppend("last", "!"));
    assertThat(run("group-update", "phonebook", "{}", "[{\"del\": {}}]").err())
        .contains("group-del removes objects");
  }

  @Test
  void aDeletionRemovesAllThatMatch() {
    assertThat(run("group-del", "phonebook", "{}").exitCode()).isZero();
    assertThat(client.writes).containsExactly(WriteOperation.delete());
  }

  @Test
  void nobodyChangesEverythingByLeavingSomethingOut() {
    assertThat(run("group-del", "phonebook").exitCode()).isEqualTo(1);
    assertThat(client.writes).isEmpty();
  }

  @Test
  void aFunctionThatCouldNotBeAppliedMakesItFail() {
    client.grouped =
        new GroupResult(
            3,
            2,
            1,
            0,
            List.of(
                new GroupResult.Refusal(
                    Value.Text.of("jd"), Outcome.OVERFLOW, Optional.of("phone"))));
    Run run = run("group-put", "phonebook", "{}", "{\"phone\": 5}");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("3 matched, 2 changed\n");
    assertThat(run.err())
        .startsWith("could not group-put: a function cannot be applied to 1 objects")
        .contains("\"jd\" (attribute phone): OVERFLOW");
  }

  @Test
  void afterAFailureItIsSaidHowMuchWasDone() {
    client.failing(
        new GroupException(
            new HyperDexException(ErrorCode.DEADLINE, "no answer within the timeout"),
            new GroupResult(9, 7, 0, 2, List.of())));
    Run run = run("group-del", "phonebook", "{}", "--output", "json");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.jsonError().get("changed").asInt()).isEqualTo(7);
    assertThat(run.jsonError().get("unknown").asInt()).isEqualTo(2);
  }

  @Test
  void aSearchHasAnOrderALimitAndACursor() {
    client.cursor = Optional.of("abc");
    Run run =
        run(
            "search",
            "phonebook",
            "--sort",
            "phone",
            "--desc",
            "--limit",
            "1",
            "--cursor",
            "xyz",
            "--attributes",
            "last");
    assertThat(run.lines()).containsExactly("{\"last\":\"Smith\"}");
    assertThat(run.err()).contains("--cursor abc");
    assertThat(client.requests)
        .containsExactly(
            SearchRequest.where(Condition.ALL)
                .attributes(List.of("last"))
                .descending("phone")
                .limit(1)
                .from("xyz"));
    assertThat(run("search", "phonebook", "--output", "json", "--limit", "2").lines())
        .last()
        .isEqualTo("{\"$end\":{\"count\":2,\"complete\":true,\"cursor\":\"abc\"}}");
    assertThat(run("search", "phonebook", "--desc").err()).startsWith("--desc belongs to --sort");
  }
}
