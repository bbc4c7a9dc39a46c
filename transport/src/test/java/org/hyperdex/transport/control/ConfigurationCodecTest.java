package org.hyperdex.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Coordinator;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.TimestampUnit;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.transport.wire.WireException;
import org.junit.jupiter.api.Test;

class ConfigurationCodecTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Attribute("key", AttributeType.STRING),
              new Attribute("count", AttributeType.INT),
              new Attribute("ratio", AttributeType.FLOAT),
              new Attribute("at", new AttributeType.Timestamp(TimestampUnit.WEEK)),
              new Attribute("data", AttributeType.DOCUMENT),
              new Attribute("list", new AttributeType.ListOf(Primitive.INT)),
              new Attribute("set", new AttributeType.SetOf(Primitive.STRING)),
              new Attribute("map", new AttributeType.MapOf(Primitive.STRING, Primitive.FLOAT))));

  private static final Region REGION =
      new Region(
          5, 17, List.of(0L, 1L << 63), List.of(-1L, -1L), List.of(-9L, 8L), OptionalLong.of(-1));

  private static final Region EMPTY_REGION =
      new Region(6, 1, List.of(0L), List.of(-1L), List.of(), OptionalLong.empty());

  private static final Configuration CONFIGURATION =
      new Configuration(
          "cluster",
          1L << 40,
          true,
          List.of(new Coordinator("c1", "127.0.0.1", 1982), new Coordinator("c2", "::1", 1)),
          List.of(
              new Server(-9, "host", 2012, ServerState.AVAILABLE, "zone", 3),
              new Server(8, "host", 2013, ServerState.KILLED, "", 0)),
          List.of(
              new Space(
                  1,
                  "space",
                  SCHEMA,
                  2,
                  64,
                  "space space …",
                  List.of(
                      new Subspace(3, List.of(0), List.of(1), List.of(EMPTY_REGION)),
                      new Subspace(4, List.of(1, 3), List.of(2, 2), List.of(REGION))),
                  List.of(
                      new Index(7, 1, "", Index.State.READY),
                      new Index(8, 4, "a.b", Index.State.BUILDING)))));

  @Test
  void aConfigurationIsReadBackAsItWasWritten() {
    assertThat(ConfigurationCodec.fromProto(ConfigurationCodec.toProto(CONFIGURATION)))
        .isEqualTo(CONFIGURATION);
  }

  @Test
  void aTypeThatIsNotKnownIsToldWithTheVersion() {
    var proto = ConfigurationCodec.toProto(CONFIGURATION).toBuilder();
    proto.getSpacesBuilder(0).getAttributesBuilder(1).setType("quaternion");

    assertThatThrownBy(() -> ConfigurationCodec.fromProto(proto.build()))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("configuration " + (1L << 40));
  }

  @Test
  void aServerStateThatIsNotKnownIsTold() {
    var proto = ConfigurationCodec.toProto(CONFIGURATION).toBuilder();
    proto.getServersBuilder(0).setState("ASLEEP");

    assertThatThrownBy(() -> ConfigurationCodec.fromProto(proto.build()))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("ASLEEP");
  }
}
