package org.hyperdex.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.cli.Clusters;
import org.hyperdex.cli.FakeClient;
import org.hyperdex.cli.Run;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.schema.SpaceParser;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code show-config}: the form of the original, and JSON. */
class ShowConfigTest {
  private static Run show(Configuration configuration, String... arguments) {
    FakeClient client = new FakeClient();
    client.configuration = configuration;
    return new Run.Surroundings().client(client).run(arguments);
  }

  @Test
  void everythingIsShownLineByLine() {
    Configuration configuration =
        Clusters.configuration(
            List.of(
                Clusters.server(1, 2012, ServerState.AVAILABLE),
                Clusters.server(-1, 2013, ServerState.UNAVAILABLE)),
            Clusters.phonebook(1L, -1L));
    assertThat(show(configuration, "show-config").out())
        .isEqualTo(
            """
            cluster the-cluster
            version 7
            flags 0
            server 1 127.0.0.1:2012 AVAILABLE
            server 18446744073709551615 127.0.0.1:2013 NOT_AVAILABLE
            space 1 phonebook
              fault_tolerance 1
              predecessor_width 1
              schema
                attribute username HYPERDATATYPE_STRING
                attribute first HYPERDATATYPE_STRING
                attribute last HYPERDATATYPE_STRING
                attribute phone HYPERDATATYPE_INT64
              subspace 10
                attributes username
                region 11 lower=(0,) upper=(9223372036854775807,) epoch=2 replicas=[server(1), server(18446744073709551615)]
                region 12 lower=(9223372036854775808,) upper=(18446744073709551615,) epoch=2 replicas=[server(1), server(18446744073709551615)]
              subspace 13
                attributes last phone
                region 14 lower=(0,0,) upper=(9223372036854775807,18446744073709551615,) epoch=2 replicas=[server(1), server(18446744073709551615)]
                region 15 lower=(9223372036854775808,0,) upper=(18446744073709551615,18446744073709551615,) epoch=2 replicas=[server(1), server(18446744073709551615)]
              index 30 attribute 2
            """);
  }

  @Test
  void aReadOnlyClusterHasAFlag() {
    Configuration configuration = new Configuration("c", 1, true, List.of(), List.of(), List.of());
    assertThat(show(configuration, "show-config").lines()).contains("flags 1");
  }

  @Test
  void typesHaveTheNamesOfTheOriginal() {
    String description =
        "space s key timestamp(day) k attributes float f, list(int) l, set(string) s,"
            + " map(string, float) m, document d";
    Space space =
        new Space(
            1,
            "s",
            SpaceParser.parse(description).schema(),
            1,
            1,
            description,
            List.of(),
            List.of());
    assertThat(show(Clusters.configuration(List.of(), space), "show-config").lines())
        .contains(
            "    attribute k HYPERDATATYPE_TIMESTAMP_DAY",
            "    attribute f HYPERDATATYPE_FLOAT",
            "    attribute l HYPERDATATYPE_LIST_INT64",
            "    attribute s HYPERDATATYPE_SET_STRING",
            "    attribute m HYPERDATATYPE_MAP_STRING_FLOAT",
            "    attribute d HYPERDATATYPE_DOCUMENT");
  }

  @Test
  void jsonHasTheShapeOfTheRestApi() {
    Configuration configuration =
        Clusters.configuration(
            List.of(Clusters.server(-1, 2013, ServerState.SHUTDOWN)), Clusters.phonebook(-1L));
    JsonNode node = show(configuration, "show-config", "--output", "json").json();
    assertThat(node.get("version").intValue()).isEqualTo(7);
    assertThat(node.get("servers").get(0).get("id").toString()).isEqualTo("18446744073709551615");
    assertThat(node.get("servers").get(0).get("state").stringValue()).isEqualTo("SHUTDOWN");
    JsonNode region = node.get("spaces").get(0).get("subspaces").get(1).get("regions").get(0);
    assertThat(region.get("chain").toString()).isEqualTo("[18446744073709551615]");
    assertThat(region.get("upper").toString())
        .isEqualTo("[9223372036854775807,18446744073709551615]");
    assertThat(region.get("joiner").isNull()).isTrue();
  }
}
