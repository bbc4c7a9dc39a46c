package org.hyperdex.transport.control;

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
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.AttributeTypes;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.transport.proto.AttributeDefinition;
import org.hyperdex.transport.proto.CoordinatorNode;
import org.hyperdex.transport.proto.StorageServer;
import org.hyperdex.transport.wire.WireException;

/** A {@link Configuration} and its protobuf form. */
public final class ConfigurationCodec {
  private ConfigurationCodec() {}

  /** The protobuf form of {@code configuration}. */
  public static org.hyperdex.transport.proto.Configuration toProto(Configuration configuration) {
    var proto =
        org.hyperdex.transport.proto.Configuration.newBuilder()
            .setClusterId(configuration.clusterId())
            .setVersion(configuration.version())
            .setReadOnly(configuration.readOnly());
    configuration.coordinators().forEach(node -> proto.addCoordinators(coordinator(node)));
    configuration.servers().forEach(server -> proto.addServers(server(server)));
    configuration.spaces().forEach(space -> proto.addSpaces(space(space)));
    return proto.build();
  }

  /**
   * The configuration of a protobuf form.
   *
   * @throws WireException if it makes no sense, for example because of a type this version does not
   *     know
   */
  public static Configuration fromProto(org.hyperdex.transport.proto.Configuration proto) {
    try {
      return new Configuration(
          proto.getClusterId(),
          proto.getVersion(),
          proto.getReadOnly(),
          proto.getCoordinatorsList().stream().map(ConfigurationCodec::coordinator).toList(),
          proto.getServersList().stream().map(ConfigurationCodec::server).toList(),
          proto.getSpacesList().stream().map(ConfigurationCodec::space).toList());
    } catch (RuntimeException e) {
      throw new WireException(
          "configuration " + proto.getVersion() + " cannot be read: " + e.getMessage());
    }
  }

  /** A coordinator of the protobuf form. */
  public static Coordinator coordinator(CoordinatorNode proto) {
    return new Coordinator(proto.getId(), proto.getHost(), proto.getPort());
  }

  /** The protobuf form of a coordinator. */
  public static CoordinatorNode coordinator(Coordinator coordinator) {
    return CoordinatorNode.newBuilder()
        .setId(coordinator.id())
        .setHost(coordinator.host())
        .setPort(coordinator.port())
        .build();
  }

  private static StorageServer server(Server server) {
    return StorageServer.newBuilder()
        .setId(server.id())
        .setHost(server.host())
        .setPort(server.port())
        .setState(server.state().name())
        .setZone(server.zone())
        .setIncarnation(server.incarnation())
        .build();
  }

  private static Server server(StorageServer proto) {
    return new Server(
        proto.getId(),
        proto.getHost(),
        proto.getPort(),
        ServerState.valueOf(proto.getState()),
        proto.getZone(),
        proto.getIncarnation());
  }

  private static org.hyperdex.transport.proto.Space space(Space space) {
    var proto =
        org.hyperdex.transport.proto.Space.newBuilder()
            .setId(space.id())
            .setName(space.name())
            .setFaultTolerance(space.faultTolerance())
            .setPartitions(space.partitions())
            .setDescription(space.description());
    for (Attribute attribute : space.schema().attributes()) {
      proto.addAttributes(
          AttributeDefinition.newBuilder()
              .setName(attribute.name())
              .setType(attribute.type().description()));
    }
    space.subspaces().forEach(subspace -> proto.addSubspaces(subspace(subspace)));
    space.indices().forEach(index -> proto.addIndices(index(index)));
    return proto.build();
  }

  private static Space space(org.hyperdex.transport.proto.Space proto) {
    List<Attribute> attributes =
        proto.getAttributesList().stream()
            .map(it -> new Attribute(it.getName(), AttributeTypes.parse(it.getType())))
            .toList();
    return new Space(
        proto.getId(),
        proto.getName(),
        new Schema(attributes),
        proto.getFaultTolerance(),
        proto.getPartitions(),
        proto.getDescription(),
        proto.getSubspacesList().stream().map(ConfigurationCodec::subspace).toList(),
        proto.getIndicesList().stream().map(ConfigurationCodec::index).toList());
  }

  private static org.hyperdex.transport.proto.Subspace subspace(Subspace subspace) {
    var proto =
        org.hyperdex.transport.proto.Subspace.newBuilder()
            .setId(subspace.id())
            .addAllDimensions(subspace.dimensions())
            .addAllSlices(subspace.slices());
    subspace.regions().forEach(region -> proto.addRegions(region(region)));
    return proto.build();
  }

  private static Subspace subspace(org.hyperdex.transport.proto.Subspace proto) {
    return new Subspace(
        proto.getId(),
        proto.getDimensionsList(),
        proto.getSlicesList(),
        proto.getRegionsList().stream().map(ConfigurationCodec::region).toList());
  }

  private static org.hyperdex.transport.proto.Region region(Region region) {
    var proto =
        org.hyperdex.transport.proto.Region.newBuilder()
            .setId(region.id())
            .setEpoch(region.epoch())
            .addAllLower(region.lower())
            .addAllUpper(region.upper())
            .addAllChain(region.chain());
    region.joiner().ifPresent(proto::setJoiner);
    return proto.build();
  }

  private static Region region(org.hyperdex.transport.proto.Region proto) {
    return new Region(
        proto.getId(),
        proto.getEpoch(),
        proto.getLowerList(),
        proto.getUpperList(),
        proto.getChainList(),
        proto.hasJoiner() ? OptionalLong.of(proto.getJoiner()) : OptionalLong.empty());
  }

  private static org.hyperdex.transport.proto.Index index(Index index) {
    return org.hyperdex.transport.proto.Index.newBuilder()
        .setId(index.id())
        .setAttribute(index.attribute())
        .setPath(index.path())
        .setState(index.state().name())
        .build();
  }

  private static Index index(org.hyperdex.transport.proto.Index proto) {
    return new Index(
        proto.getId(),
        proto.getAttribute(),
        proto.getPath(),
        Index.State.valueOf(proto.getState()));
  }
}
