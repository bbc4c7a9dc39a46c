package org.hyperdex.core.coordinator;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.Space;
import org.jspecify.annotations.Nullable;

/**
 * Everything the coordinator knows. Immutable; equality is by content.
 *
 * <p>All ids of spaces, subspaces, regions and indices come from one counter and are never used
 * again, so an id is unique over all of these kinds. Servers bring their own, random ids.
 */
public final class CoordinatorState {
  /** The state of a cluster that has not been founded. */
  public static final CoordinatorState INITIAL =
      new CoordinatorState(
          "",
          0,
          1,
          false,
          List.of(),
          List.of(),
          List.of(),
          RepairState.NONE,
          ResponseHistory.EMPTY);

  private final String clusterId;
  private final long version;
  private final long nextId;
  private final boolean readOnly;
  private final List<org.hyperdex.core.cluster.Coordinator> coordinators;
  private final List<KnownServer> servers;
  private final List<Space> spaces;
  private final RepairState repair;
  private final ResponseHistory responses;

  /** Made on demand. Two threads may make it twice, which does no harm: it is immutable too. */
  private @Nullable Configuration configuration;

  /**
   * Makes a state, for reading a snapshot and for {@link Evolution}.
   *
   * @param clusterId the cluster's identity; empty before it is founded
   * @param version the version of the configuration
   * @param nextId the id that is given next, from 1
   * @param readOnly whether writes are refused
   * @param coordinators the coordinator nodes, in the order in which they came
   * @param servers the storage servers, in the order in which they were registered
   * @param spaces the spaces, in the order in which they were added
   * @param repair what is remembered of failures
   * @param responses what was answered
   */
  public CoordinatorState(
      String clusterId,
      long version,
      long nextId,
      boolean readOnly,
      List<org.hyperdex.core.cluster.Coordinator> coordinators,
      List<KnownServer> servers,
      List<Space> spaces,
      RepairState repair,
      ResponseHistory responses) {
    this.clusterId = clusterId;
    this.version = version;
    this.nextId = nextId;
    this.readOnly = readOnly;
    this.coordinators = List.copyOf(coordinators);
    this.servers = List.copyOf(servers);
    this.spaces = List.copyOf(spaces);
    this.repair = repair;
    this.responses = responses;
  }

  /** The cluster's identity; empty before it is founded. */
  public String clusterId() {
    return clusterId;
  }

  /** Whether the cluster has an identity. */
  public boolean founded() {
    return !clusterId.isEmpty();
  }

  /** The version of the configuration; 0 before the cluster is founded. */
  public long version() {
    return version;
  }

  /** The id that is given next. */
  public long nextId() {
    return nextId;
  }

  /** Whether writes are refused. */
  public boolean readOnly() {
    return readOnly;
  }

  /** The coordinator nodes, in the order in which they came. */
  public List<org.hyperdex.core.cluster.Coordinator> coordinators() {
    return coordinators;
  }

  /** The storage servers, in the order in which they were registered. */
  public List<KnownServer> servers() {
    return servers;
  }

  /** The spaces, in the order in which they were added. */
  public List<Space> spaces() {
    return spaces;
  }

  /** What is remembered of failures. */
  public RepairState repair() {
    return repair;
  }

  /** What was answered. */
  public ResponseHistory responses() {
    return responses;
  }

  /** The storage server of that id, if it is known. */
  public Optional<KnownServer> server(long id) {
    return servers.stream().filter(known -> known.id() == id).findFirst();
  }

  /** The coordinator node of that id, if it is one. */
  public Optional<org.hyperdex.core.cluster.Coordinator> coordinator(String id) {
    return coordinators.stream().filter(node -> node.id().equals(id)).findFirst();
  }

  /** The space of that name, if there is one. */
  public Optional<Space> space(String name) {
    return spaces.stream().filter(space -> space.name().equals(name)).findFirst();
  }

  /** The servers whose processes serve, in the order in which they were registered. */
  public List<Server> availableServers() {
    return servers.stream().filter(KnownServer::available).map(KnownServer::server).toList();
  }

  /** The incarnation of a server's newest process; 0 if nobody knows the server. */
  public long incarnation(long server) {
    return server(server).map(known -> known.server().incarnation()).orElse(0L);
  }

  /** All regions there are, space by space. */
  public List<Region> regions() {
    return spaces.stream()
        .flatMap(space -> space.subspaces().stream())
        .flatMap(subspace -> subspace.regions().stream())
        .toList();
  }

  /** How many regions have the server in their chain or as their joiner. */
  public int regionsOf(long server) {
    return Math.toIntExact(
        spaces.stream()
            .flatMap(space -> space.subspaces().stream())
            .flatMap(subspace -> subspace.regions().stream())
            .filter(region -> region.chain().contains(server) || region.isJoinedBy(server))
            .count());
  }

  /** What servers and clients are told of this state. */
  public Configuration configuration() {
    Configuration made = configuration;
    if (made == null) {
      made =
          new Configuration(
              clusterId,
              version,
              readOnly,
              coordinators,
              servers.stream().map(KnownServer::server).toList(),
              spaces);
      configuration = made;
    }
    return made;
  }

  /** This state with other cluster-wide settings. */
  CoordinatorState with(String newClusterId, long newVersion, boolean newReadOnly) {
    return new CoordinatorState(
        newClusterId,
        newVersion,
        nextId,
        newReadOnly,
        coordinators,
        servers,
        spaces,
        repair,
        responses);
  }

  CoordinatorState withCoordinators(List<org.hyperdex.core.cluster.Coordinator> newCoordinators) {
    return new CoordinatorState(
        clusterId, version, nextId, readOnly, newCoordinators, servers, spaces, repair, responses);
  }

  CoordinatorState withServers(List<KnownServer> newServers) {
    return new CoordinatorState(
        clusterId, version, nextId, readOnly, coordinators, newServers, spaces, repair, responses);
  }

  CoordinatorState withSpaces(List<Space> newSpaces, long newNextId) {
    return new CoordinatorState(
        clusterId,
        version,
        newNextId,
        readOnly,
        coordinators,
        servers,
        newSpaces,
        repair,
        responses);
  }

  CoordinatorState withRepair(RepairState newRepair) {
    return new CoordinatorState(
        clusterId, version, nextId, readOnly, coordinators, servers, spaces, newRepair, responses);
  }

  CoordinatorState withResponses(ResponseHistory newResponses) {
    return new CoordinatorState(
        clusterId, version, nextId, readOnly, coordinators, servers, spaces, repair, newResponses);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof CoordinatorState that && isEqual(that));
  }

  private boolean isEqual(CoordinatorState that) {
    return version == that.version
        && nextId == that.nextId
        && readOnly == that.readOnly
        && clusterId.equals(that.clusterId)
        && coordinators.equals(that.coordinators)
        && servers.equals(that.servers)
        && spaces.equals(that.spaces)
        && repair.equals(that.repair)
        && responses.equals(that.responses);
  }

  @Override
  public int hashCode() {
    return Objects.hash(clusterId, version, nextId);
  }

  @Override
  public String toString() {
    return "CoordinatorState[" + clusterId + " v" + version + "]";
  }
}
