package org.hyperdex.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.hyperdex.gateway.testing.RunningGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The cluster as a whole: what it is made of, whether it is stable, and making it read-only. */
@GatewayTest
class ClusterIT {
  private final Rest rest;

  ClusterIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace(
        "space cluster_it key k attributes int a subspace a create 2 partitions tolerate 1 failures");
  }

  @AfterEach
  void writable() {
    rest.patch("/v1/cluster", "{\"readOnly\": false}").is(200);
  }

  @Test
  void theConfigurationIsShownWhole() {
    JsonNode cluster = rest.get("/v1/cluster").is(200).json();
    assertThat(cluster.get("clusterId").asString()).isNotBlank();
    assertThat(cluster.get("version").asLong()).isPositive();
    assertThat(cluster.get("readOnly").asBoolean()).isFalse();
    assertThat(cluster.get("servers")).hasSize(RunningGateway.SERVERS);
    for (JsonNode server : cluster.get("servers")) {
      assertThat(server.propertyNames())
          .containsExactlyInAnyOrder("id", "address", "state", "zone", "incarnation");
      assertThat(server.get("state").asString()).isEqualTo("AVAILABLE");
      assertThat(server.get("address").asString()).startsWith("127.0.0.1:");
    }
    assertThat(cluster.get("coordinators")).hasSize(1);
    assertThat(cluster.at("/coordinators/0/leader").asBoolean()).isTrue();
    assertThat(cluster.at("/coordinators/0/address").asString()).startsWith("127.0.0.1:");
    assertThat(cluster.get("margins").propertyNames())
        .containsExactlyInAnyOrder("dataLoss", "availability");
    assertThat(cluster.get("recoveries").isArray()).isTrue();
  }

  @Test
  void everyRegionHasItsReplicas() {
    List<Long> servers =
        rest.get("/v1/cluster/servers")
            .is(200)
            .json()
            .get("servers")
            .valueStream()
            .map(server -> server.get("id").asLong())
            .toList();
    JsonNode space =
        rest.get("/v1/cluster")
            .json()
            .get("spaces")
            .valueStream()
            .filter(shown -> shown.get("name").asString().equals("cluster_it"))
            .findFirst()
            .orElseThrow();
    assertThat(space.get("subspaces")).hasSize(2);
    for (JsonNode subspace : space.get("subspaces")) {
      assertThat(subspace.get("regions")).hasSize(2);
      for (JsonNode region : subspace.get("regions")) {
        assertThat(region.propertyNames()).contains("id", "epoch", "lower", "upper", "joiner");
        assertThat(region.get("chain").valueStream().map(JsonNode::asLong))
            .containsExactlyInAnyOrderElementsOf(servers);
      }
    }
  }

  @Test
  void aClusterAtRestIsStable() {
    JsonNode stable = rest.get("/v1/cluster/stable?timeout=10s").is(200).json();
    assertThat(stable.get("stable").asBoolean()).isTrue();
    assertThat(stable.get("version").asLong())
        .isEqualTo(rest.get("/v1/cluster").json().get("version").asLong());
    rest.get("/v1/cluster/stable").is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "0s", "-1s", "5", "5h", "61m", "1.5s", "9999999999s"})
  void aTimeoutThatIsNoTimeIsRefused(String timeout) {
    rest.get("/v1/cluster/stable?timeout=" + timeout).isProblem(400, "malformed");
  }

  @Test
  void aReadOnlyClusterIsReadAndNotWritten() {
    String path = Rest.object("cluster_it", "read_only");
    rest.put(path, "{\"a\": 1}").is(201);
    Answer before = rest.get(path);
    Answer locked = rest.patch("/v1/cluster", "{\"readOnly\": true}").is(200);
    assertThat(locked.json().get("readOnly").asBoolean()).isTrue();
    assertThat(rest.get("/v1/cluster").json().get("readOnly").asBoolean()).isTrue();
    rest.put(path, "{\"a\": 2}").isRefusedWrite(423, "read-only");
    rest.delete(path).isRefusedWrite(423, "read-only");
    rest.post(path, "{\"ops\": [{\"put\": {\"a\": 2}}]}").isRefusedWrite(423, "read-only");
    rest.get(path).isUnchangedSince(before);
    assertThat(rest.post("/v1/spaces/cluster_it/count", "{}").is(200).json().get("count").asInt())
        .isPositive();
    rest.patch("/v1/cluster", "{\"readOnly\": false}").is(200);
    rest.put(path, "{\"a\": 3}").is(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"readOnly\": 1}",
        "{\"readOnly\": \"true\"}",
        "{\"readonly\": true}",
        "{\"readOnly\": null}",
        "{\"readOnly\": true, \"more\": 1}"
      })
  void anUnknownChangeIsRefused(String change) {
    rest.patch("/v1/cluster", change).isRefusedWrite(400, "malformed");
    assertThat(rest.get("/v1/cluster").json().get("readOnly").asBoolean()).isFalse();
  }

  @Test
  void serversThatAreUnknownAreNotTold() {
    JsonNode before = rest.get("/v1/cluster").json();
    for (String action : new String[] {"online", "offline", "kill", "forget"}) {
      rest.post("/v1/cluster/servers/1/" + action, "").isRefusedWrite(404, "unknown-server");
      rest.post("/v1/cluster/servers/first/" + action, "").isRefusedWrite(400, "malformed");
      rest.post("/v1/cluster/servers/-1/" + action, "").isRefusedWrite(400, "malformed");
    }
    rest.post("/v1/cluster/servers/1/explode", "").isRefusedWrite(404, "unknown-resource");
    assertThat(rest.get("/v1/cluster").json()).isEqualTo(before);
  }
}
