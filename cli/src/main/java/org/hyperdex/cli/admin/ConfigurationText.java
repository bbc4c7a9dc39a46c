package org.hyperdex.cli.admin;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hyperdex.cli.Spaces;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.schema.Attribute;

/**
 * A configuration in the form of the original.
 *
 * <p>Two things differ, for they have no counterpart here: a replica is named by its server alone,
 * and a region tells its epoch.
 */
final class ConfigurationText {
  private static final int READ_ONLY_FLAG = 1;

  private ConfigurationText() {}

  static String of(Configuration configuration) {
    StringBuilder text = new StringBuilder();
    line(text, "cluster " + configuration.clusterId());
    line(text, "version " + configuration.version());
    line(text, "flags " + Integer.toHexString(configuration.readOnly() ? READ_ONLY_FLAG : 0));
    for (Server server : configuration.servers()) {
      line(
          text,
          "server %s %s %s"
              .formatted(ServerId.text(server.id()), server.address(), state(server.state())));
    }
    configuration.spaces().forEach(space -> space(text, space));
    return text.toString();
  }

  private static String state(ServerState state) {
    return switch (state) {
      case REGISTERED -> "ASSIGNED";
      case AVAILABLE -> "AVAILABLE";
      case UNAVAILABLE -> "NOT_AVAILABLE";
      case SHUTDOWN -> "SHUTDOWN";
      case KILLED -> "KILLED";
    };
  }

  private static void space(StringBuilder text, Space space) {
    line(text, "space " + unsigned(space.id()) + " " + space.name());
    line(text, "  fault_tolerance " + space.faultTolerance());
    line(text, "  predecessor_width 1");
    line(text, "  schema");
    for (Attribute attribute : space.schema().attributes()) {
      line(text, "    attribute " + attribute.name() + " " + type(attribute.type()));
    }
    for (Subspace subspace : space.subspaces()) {
      line(text, "  subspace " + unsigned(subspace.id()));
      line(text, "    attributes " + String.join(" ", Spaces.attributes(space, subspace)));
      subspace.regions().forEach(region -> region(text, region));
    }
    for (Index index : space.indices()) {
      line(
          text,
          "  index %s attribute %d %s"
              .formatted(unsigned(index.id()), index.attribute(), index.path())
              .stripTrailing());
    }
  }

  private static void region(StringBuilder text, Region region) {
    String replicas =
        region.chain().stream()
            .map(server -> "server(" + unsigned(server) + ")")
            .collect(Collectors.joining(", "));
    String joiner =
        region.joiner().isPresent()
            ? " joiner=server(" + unsigned(region.joiner().getAsLong()) + ")"
            : "";
    line(
        text,
        "    region %s lower=%s upper=%s epoch=%s replicas=[%s]%s"
            .formatted(
                unsigned(region.id()),
                bounds(region.lower()),
                bounds(region.upper()),
                unsigned(region.epoch()),
                replicas,
                joiner));
  }

  /** Each bound with a comma behind it, the last one too. */
  private static String bounds(List<Long> bounds) {
    return bounds.stream()
        .map(bound -> unsigned(bound) + ",")
        .collect(Collectors.joining("", "(", ")"));
  }

  private static String type(AttributeType type) {
    return "HYPERDATATYPE_"
        + switch (type) {
          case AttributeType.Primitive primitive -> primitive(primitive);
          case AttributeType.Document _ -> "DOCUMENT";
          case AttributeType.Timestamp timestamp -> "TIMESTAMP_" + timestamp.unit().name();
          case AttributeType.ListOf list -> "LIST_" + primitive(list.element());
          case AttributeType.SetOf set -> "SET_" + primitive(set.element());
          case AttributeType.MapOf map ->
              "MAP_" + primitive(map.key()) + "_" + primitive(map.value());
        };
  }

  private static String primitive(AttributeType.Primitive primitive) {
    return primitive == AttributeType.Primitive.INT
        ? "INT64"
        : primitive.name().toUpperCase(Locale.ROOT);
  }

  private static String unsigned(long number) {
    return Long.toUnsignedString(number);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
