package org.hyperdex.gateway.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A description that breaks a rule is refused with the rule and its place, and changes nothing. */
@GatewayTest
class SpaceRulesIT {
  private final Rest rest;

  SpaceRulesIT(Rest rest) {
    this.rest = rest;
  }

  private void assertRefused(String description, String rule, int line, int column) {
    JsonNode spaces = rest.get("/v1/spaces").is(200).json();
    long version = rest.get("/v1/cluster").is(200).json().get("version").asLong();

    JsonNode added = rest.postText("/v1/spaces", description).isRefusedWrite(422, "invalid-space");
    JsonNode validated =
        rest.postText("/v1/spaces:validate", description).isProblem(422, "invalid-space");
    for (JsonNode problem : new JsonNode[] {added, validated}) {
      assertThat(problem.get("rule").asString()).as(problem.toString()).isEqualTo(rule);
      assertThat(problem.get("line").asInt()).as(problem.toString()).isEqualTo(line);
      assertThat(problem.get("column").asInt()).as(problem.toString()).isEqualTo(column);
    }

    assertThat(rest.get("/v1/spaces").is(200).json()).isEqualTo(spaces);
    assertThat(rest.get("/v1/cluster").json().get("version").asLong()).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "space __s key k                                             | space-name                   | 1 | 7",
        "space s key __k                                             | key-name                     | 1 | 13",
        "space s key document k                                      | key-type                     | 1 | 13",
        "space s key list(int) k                                     | key-type                     | 1 | 13",
        "space s key set(string) k                                   | key-type                     | 1 | 13",
        "space s key map(int, int) k                                 | key-type                     | 1 | 13",
        "space s key k attributes __a                                | attribute-name               | 1 | 26",
        "space s key k attributes a, int b, a                        | attribute-duplicate          | 1 | 36",
        "space s key k attributes a, int k                           | attribute-is-key             | 1 | 33",
        "space s key k attributes a subspace b                       | subspace-attribute-unknown   | 1 | 37",
        "space s key k attributes a subspace k                       | subspace-attribute-unknown   | 1 | 37",
        "space s key k attributes a, document d subspace a, d        | subspace-attribute-type      | 1 | 52",
        "space s key k attributes list(int) l subspace l             | subspace-attribute-type      | 1 | 47",
        "space s key k attributes set(int) l subspace l              | subspace-attribute-type      | 1 | 46",
        "space s key k attributes map(int, int) l subspace l         | subspace-attribute-type      | 1 | 51",
        "space s key k attributes a, b subspace a, b, a              | subspace-attribute-duplicate | 1 | 46",
        "space s key k attributes a subspace a subspace a            | subspace-duplicate           | 1 | 39",
        "space s key k attributes a index k                          | index-on-key                 | 1 | 34",
        "space s key k attributes a index b                          | index-attribute-unknown      | 1 | 34",
        "space s key k attributes a, document d index d              | index-attribute-type         | 1 | 46",
        "space s key k attributes a index a index a                  | index-duplicate              | 1 | 42",
        "space s key k create 0 partitions                           | partitions-zero              | 1 | 22",
        "space s key k create 65537 partitions                       | too-many-partitions          | 1 | 22",
        "space s key k create 99999999999999999999 partitions        | number-overflow              | 1 | 22",
        "space s key k tolerate 9 failures                           | fault-tolerance              | 1 | 24",
        "space s key k with authorization                            | authorization                | 0 | 0",
        "space s                                                     | syntax                       | 1 | 8",
        "spaces s key k                                              | syntax                       | 1 | 1",
        "space s key k attributes                                    | syntax                       | 1 | 25",
        "space s key k attributes a,                                 | syntax                       | 1 | 28",
        "space s key k subspace k                                    | syntax                       | 1 | 15",
        "space s key k attributes a index a subspace a               | syntax                       | 1 | 36",
        "space s key k tolerate many failures                        | syntax                       | 1 | 24",
        "space s key k tolerate -1 failures                          | syntax                       | 1 | 24",
        "space s key blob k                                          | syntax                       | 1 | 18",
        "space s key k attributes list l                             | syntax                       | 1 | 31",
        "space s key k attributes timestamp(year) t                  | syntax                       | 1 | 36",
        "space s key k attributes map(int) m                         | syntax                       | 1 | 33",
        "space s key k attributes list(document) l                   | syntax                       | 1 | 31",
        "space s key k; drop                                         | syntax                       | 1 | 14",
        "space sp\u00e4ce key k                                      | illegal-character            | 1 | 9"
      })
  void aBrokenRuleIsNamedWithItsPlace(String description, String rule, int line, int column) {
    assertRefused(description, rule, line, column);
  }

  @Test
  void linesAndColumnsAreCounted() {
    assertRefused("space s\n  key k\n\tattributes a,\n    int a\n", "attribute-duplicate", 4, 9);
    assertRefused("# a comment\r\nspace s\r\nkey __k", "key-name", 3, 5);
  }

  @Test
  void charactersThatNobodySeesAreRefused() {
    assertRefused("space s key k \u0001", "illegal-character", 1, 15);
    assertRefused("space s key k \u0000", "illegal-character", 1, 15);
    assertRefused("\ufeffspace s key k", "illegal-character", 1, 1);
  }

  @Test
  void theFirstErrorIsTheOneReported() {
    assertRefused("space __s key __k attributes a, a", "space-name", 1, 7);
    assertRefused(
        "space s key k attributes a, a create 0 partitions,", "attribute-duplicate", 1, 29);
  }

  static Stream<Arguments> sizes() {
    String manyAttributes =
        IntStream.range(0, 1001).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
    String dimensions =
        IntStream.range(0, 17).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
    String subspaces =
        IntStream.range(0, 65).mapToObj(i -> "subspace a" + i).collect(Collectors.joining(" "));
    String someAttributes =
        IntStream.range(0, 65).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
    return Stream.of(
        Arguments.of("space s key k attributes " + manyAttributes, "too-many-attributes"),
        Arguments.of(
            "space s key k attributes " + dimensions + " subspace " + dimensions,
            "too-many-dimensions"),
        Arguments.of(
            "space s key k attributes " + someAttributes + " " + subspaces, "too-many-subspaces"),
        Arguments.of(
            "space s key k attributes a, b subspace a subspace b create 65536 partitions",
            "too-many-regions"),
        Arguments.of("space " + "s".repeat(256) + " key k", "name-too-long"),
        Arguments.of("space s key k" + " ".repeat(1 << 20), "text-too-long"));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatIsTooManyOrTooLongIsRefused(String description, String rule) {
    JsonNode spaces = rest.get("/v1/spaces").json();
    JsonNode problem =
        rest.postText("/v1/spaces", description).isRefusedWrite(422, "invalid-space");
    assertThat(problem.get("rule").asString()).isEqualTo(rule);
    assertThat(problem.get("line").isInt()).isTrue();
    assertThat(problem.get("column").isInt()).isTrue();
    assertThat(
            rest.postText("/v1/spaces:validate", description)
                .isProblem(422, "invalid-space")
                .get("rule")
                .asString())
        .isEqualTo(rule);
    assertThat(rest.get("/v1/spaces").json()).isEqualTo(spaces);
  }

  @Test
  void anEmptyDescriptionIsNoDescription() {
    for (String empty : new String[] {"", " ", "\n", "# nothing\n"}) {
      JsonNode problem = rest.postText("/v1/spaces", empty).isRefusedWrite(422, "invalid-space");
      assertThat(problem.get("rule").asString()).isEqualTo("syntax");
    }
  }

  @Test
  void bytesThatAreNotTextAreMalformed() {
    byte[] bytes = {'s', 'p', (byte) 0xff};
    rest.send("POST", "/v1/spaces", bytes, "Content-Type", "text/plain")
        .isRefusedWrite(400, "malformed");
    rest.send("POST", "/v1/spaces:validate", bytes, "Content-Type", "text/plain")
        .isProblem(400, "malformed");
  }
}
