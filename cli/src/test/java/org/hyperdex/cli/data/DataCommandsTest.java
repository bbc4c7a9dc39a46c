package org.hyperdex.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.cli.Clusters;
import org.hyperdex.cli.FakeClient;
import org.hyperdex.cli.Run;
import org.hyperdex.client.Condition;
import org.hyperdex.client.QueryPlan;
import org.hyperdex.client.RegionExplanation;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Explanation;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Commands for objects. */
class DataCommandsTest {
  private final FakeClient client =
      Clusters.phonebookClient(
          Clusters.entry("jsmith1", "John", "Smith", 6_075_551_024L),
          Clusters.entry("jd", "Jane", "Doe", -5));

  private Run run(String... arguments) {
    return new Run.Surroundings().client(client).run(arguments);
  }

  private static Map<String, Value> phone(long number) {
    return Map.of("phone", new Value.Int(number));
  }

  @Test
  void aPutSetsTheAttributesThatAreNamed() {
    assertThat(run("put", "phonebook", "jsmith1", "{\"phone\": 6075551024}"))
        .isEqualTo(new Run(0, "", ""));
    assertThat(client.writes).containsExactly(WriteOperation.put(phone(6_075_551_024L)));
  }

  @Test
  void aPutReadsStandardInputIfAsked() {
    Run run =
        new Run.Surroundings()
            .client(client)
            .input("{\"phone\": 5}\n")
            .run("put", "phonebook", "x", "-");
    assertThat(run.err()).isEmpty();
    assertThat(client.writes).containsExactly(WriteOperation.put(phone(5)));
  }

  @Test
  void anOperationIsNotTriedForLongerThanServersRememberIt() {
    Run run = run("put", "phonebook", "x", "{\"phone\": 5}", "--timeout", "11m");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("--timeout: the timeout of an operation must be at most 10");
    assertThat(client.writes).isEmpty();
  }

  @Test
  void conditionsBecomeGuards() {
    Condition smith = Condition.equal("last", Value.Text.of("Smith"));
    run("put", "phonebook", "x", "{\"phone\": 5}", "--if", "{\"last\": \"Smith\"}");
    run("put", "phonebook", "x", "{\"phone\": 5}", "--if", "{\"last\": \"Smith\"}", "--create");
    run("put", "phonebook", "x", "{\"phone\": 5}", "--if-not-exists");
    run("put", "phonebook", "x", "{\"phone\": 5}", "--if-version", "3.17");
    run("del", "phonebook", "x");
    run("del", "phonebook", "x", "--if", "{\"last\": \"Smith\"}");
    run("del", "phonebook", "x", "--if-version", "3.17");
    assertThat(client.writes)
        .containsExactly(
            WriteOperation.conditionalPut(smith, phone(5)),
            WriteOperation.conditionalPutOrCreate(smith, phone(5)),
            WriteOperation.putIfNotExist(phone(5)),
            WriteOperation.putIfVersion(new Version(3, 17), phone(5)),
            WriteOperation.delete(),
            WriteOperation.conditionalDelete(smith),
            WriteOperation.deleteIfVersion(new Version(3, 17)));
  }

  @Test
  void anUpdateAppliesOperationsInTheirOrder() {
    Condition smith = Condition.equal("last", Value.Text.of("Smith"));
    String add = "{\"atomic_add\": {\"phone\": 1}}";
    String append = "{\"string_append\": {\"last\": \"son\"}}";
    WriteOperation both = WriteOperation.update().atomicAdd("phone", 1).stringAppend("last", "son");

    assertThat(run("update", "phonebook", "x", add, append)).isEqualTo(new Run(0, "", ""));
    run("update", "phonebook", "x", "[%s, %s]".formatted(add, append));
    run("update", "phonebook", "x", add, "--if", "{\"last\": \"Smith\"}");
    run("update", "phonebook", "x", add, "--if-version", "3.17");
    run("update", "phonebook", "x", add, "--create");
    run("update", "phonebook", "x", add, "--if-not-exists");
    new Run.Surroundings().client(client).input(add).run("update", "phonebook", "x", "-");
    assertThat(client.writes)
        .containsExactly(
            both,
            both,
            WriteOperation.update().atomicAdd("phone", 1).onlyIf(smith),
            WriteOperation.update().atomicAdd("phone", 1).onlyIfVersion(new Version(3, 17)),
            WriteOperation.upsert().atomicAdd("phone", 1),
            WriteOperation.create().atomicAdd("phone", 1),
            WriteOperation.update().atomicAdd("phone", 1));
  }

  @Test
  void anOperationThatCannotBeAppliedIsNamed() {
    client.result =
        new WriteResult(
            Outcome.OVERFLOW, Version.NONE, Optional.of("phone"), List.of("atomic_add"));
    Run run = run("update", "phonebook", "x", "{\"atomic_add\": {\"phone\": 1}}");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "could not update: atomic_add cannot be applied to 'x' (attribute phone): its result"
                + " is out of range");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"atomic_add\": {\"last\": 1}} | ops[0] atomic_add: last: expected a type to which",
        "{\"explode\": {\"phone\": 1}} | ops[0]: expected an operation of put, atomic_add",
        "{\"phone\": 1 | operation: expected JSON",
        "7 | ops[0]: expected an object of one operation"
      })
  void aMistakeInAnOperationIsNamed(String text, String reason) {
    Run run = run("update", "phonebook", "x", text);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("could not update: " + reason);
    assertThat(client.writes).isEmpty();
  }

  @Test
  void aConditionMayHaveAlternatives() {
    run(
        "count",
        "phonebook",
        "{\"$or\": [{\"last\": {\"in\": [\"A\"]}}, {\"first\": {\"prefix\": \"J\"}}]}");
    assertThat(client.conditions)
        .containsExactly(
            Condition.in("last", List.of(Value.Text.of("A"))).or(Condition.prefix("first", "J")));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, there is no object 'x'",
    "EXISTS, there is an object 'x' already",
    "GUARD_FAILED, the condition is not true of 'x' (attribute last)",
    "VERSION_MISMATCH, object 'x' is at another version"
  })
  void aWriteWithoutEffectFails(Outcome outcome, String reason) {
    client.result =
        new WriteResult(
            outcome,
            Version.NONE,
            outcome == Outcome.GUARD_FAILED ? Optional.of("last") : Optional.empty());
    Run put = run("put", "phonebook", "x", "{}");
    assertThat(put.exitCode()).isEqualTo(1);
    assertThat(put.err().lines()).containsExactly("could not put: " + reason);
    Run del = run("del", "phonebook", "x", "--output", "json");
    assertThat(del.exitCode()).isEqualTo(1);
    assertThat(del.jsonError().get("error").stringValue()).isEqualTo(outcome.name());
  }

  @Test
  void programsGetTheVersionOfAWrite() {
    client.result = new WriteResult(Outcome.CREATED, new Version(3, 18), Optional.empty());
    assertThat(run("put", "phonebook", "x", "{}", "--output", "json").out().strip())
        .isEqualTo("{\"outcome\":\"CREATED\",\"version\":\"3.18\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"phone\": \"x\"} | phone: expected",
        "{\"fax\": 1} | fax: expected one of username, first, last, phone",
        "{\"username\": \"y\"} | username: expected attributes other than the key",
        "{\"phone\": 1 | object: expected JSON",
        "[1] | object: expected an object"
      })
  void aMistakeInAnObjectIsNamed(String text, String reason) {
    Run run = run("put", "phonebook", "x", text);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).singleElement().asString().startsWith("could not put: " + reason);
    assertThat(client.writes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--if-not-exists --if {} | --if-not-exists contradicts --if and --if-version",
        "--create | --create belongs to --if",
        "--if-version 7 | a version looks like 3.17, not like '7'"
      })
  void flagsThatContradictEachOtherAreRefused(String flags, String reason) {
    Run run = run(("put phonebook x {} " + flags).split(" "));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith(reason);
    assertThat(client.asked).isEmpty();
  }

  @Test
  void aGetShowsTheObject() {
    assertThat(run("get", "phonebook", "jd").out().strip())
        .isEqualTo("{\"username\":\"jd\",\"first\":\"Jane\",\"last\":\"Doe\",\"phone\":-5}");
    assertThat(run("get", "phonebook", "jd", "--attributes", "phone,first").out().strip())
        .isEqualTo("{\"phone\":-5,\"first\":\"Jane\"}");
    assertThat(
            run("get", "phonebook", "jd", "--attributes", "phone", "--output", "json")
                .out()
                .strip())
        .isEqualTo("{\"version\":\"3.17\",\"object\":{\"phone\":-5}}");
    assertThat(run("get", "phonebook", "amQ", "--key-encoding", "base64url").out())
        .startsWith("{\"username\":\"jd\"");
  }

  @Test
  void aGetOfNoObjectFails() {
    Run run = run("get", "phonebook", "nobody");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).containsExactly("could not get: there is no object 'nobody'");
  }

  @Test
  void anUnknownAttributeIsNamed() {
    assertThat(run("get", "phonebook", "jd", "--attributes", "fax").err())
        .contains("the space has no attribute 'fax'");
    assertThat(run("search", "phonebook", "{\"fax\": 1}").err())
        .startsWith("could not search: fax: expected one of");
  }

  @Test
  void aSearchShowsOneObjectALine() {
    Run run = run("search", "phonebook", "{\"phone\": {\"ge\": -9, \"lt\": 9}}");
    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "{\"username\":\"jsmith1\",\"first\":\"John\",\"last\":\"Smith\",\"phone\":6075551024}",
            "{\"username\":\"jd\",\"first\":\"Jane\",\"last\":\"Doe\",\"phone\":-5}");
    assertThat(client.conditions)
        .containsExactly(
            Condition.of("phone", Operator.GREATER_EQUAL, new Value.Int(-9))
                .and(Condition.of("phone", Operator.LESS_THAN, new Value.Int(9))));
    assertThat(client.asked).endsWith("close search");
  }

  @Test
  void aSearchForProgramsSaysThatItIsComplete() {
    assertThat(run("search", "phonebook", "--output", "json", "--attributes", "phone").lines())
        .containsExactly(
            "{\"phone\":6075551024}",
            "{\"phone\":-5}",
            "{\"$end\":{\"count\":2,\"complete\":true}}");
    assertThat(client.conditions).containsExactly(Condition.ALL);
  }

  @Test
  void aLimitEndsASearch() {
    assertThat(run("search", "phonebook", "--limit", "1").lines()).hasSize(1);
    assertThat(run("search", "phonebook", "--limit", "-1").err())
        .startsWith("--limit is a number of objects");
  }

  @Test
  void aCountIsANumber() {
    assertThat(run("count", "phonebook", "{\"last\": \"Smith\"}").lines()).containsExactly("2");
    assertThat(run("count", "phonebook", "--output", "json").out().strip())
        .isEqualTo("{\"count\":2}");
    assertThat(client.conditions)
        .first()
        .isEqualTo(Condition.equal("last", Value.Text.of("Smith")));
  }

  @Test
  void aPlanShowsRegionsAndServers() {
    client.plan =
        new QueryPlan(
            "phonebook",
            7,
            13,
            List.of("last", "phone"),
            8,
            List.of(FakeClient.region(14, -1, "127.0.0.1:2013")));
    assertThat(run("describe", "phonebook", "{\"last\": \"Smith\"}").lines())
        .containsExactly(
            "subspace 13 (last, phone): 1 of 8 regions",
            "  region 14: server 18446744073709551615 at 127.0.0.1:2013");
    assertThat(run("describe", "phonebook", "--output", "json").json().get("regions").toString())
        .isEqualTo(
            "[{\"id\":14,\"epoch\":1,\"server\":18446744073709551615,\"address\":\"127.0.0.1:2013\"}]");
  }

  @Test
  void aPlanTellsHowEachRegionIsSearched() {
    client.plan =
        new QueryPlan(
            "phonebook",
            7,
            13,
            List.of("last"),
            2,
            List.of(
                FakeClient.region(14, 1, "127.0.0.1:2012"),
                FakeClient.region(15, 2, "127.0.0.1:2013")));
    Explanation.Weighed scan = new Explanation.Weighed("scan", 900, "scan about 900 rows");
    Explanation.Weighed index = new Explanation.Weighed("index", 13, "pick about 2 rows");
    client.explanations =
        List.of(
            new RegionExplanation(
                14,
                Optional.of(new Explanation(index, List.of(scan, index), 3, 2, 1_500_000, 250_000)),
                ""),
            new RegionExplanation(15, Optional.empty(), "the time is over"));
    assertThat(run("describe", "phonebook").lines())
        .containsExactly(
            "subspace 13 (last): 2 of 2 regions",
            "  region 14: server 1 at 127.0.0.1:2012",
            "    chosen: index, cost 13: pick about 2 rows",
            "    considered: scan, cost 900: scan about 900 rows",
            "    3 rows read, 2 match; chosen in 1.500 ms, carried out in 0.250 ms",
            "  region 15: server 2 at 127.0.0.1:2013",
            "    could not be asked: the time is over");
    JsonNode regions = run("describe", "phonebook", "--output", "json").json().get("regions");
    assertThat(regions.at("/0/plan/kind").asString()).isEqualTo("index");
    assertThat(regions.at("/0/considered")).hasSize(2);
    assertThat(regions.at("/0/rowsRead").asInt()).isEqualTo(3);
    assertThat(regions.at("/1/problem").asString()).isEqualTo("the time is over");
  }

  @Test
  void aContradictionNeedsNoRegion() {
    assertThat(run("describe", "phonebook").lines())
        .containsExactly("no region can hold a match: the predicates contradict each other");
  }
}
