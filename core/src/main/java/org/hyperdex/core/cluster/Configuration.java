package org.hyperdex.core.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything servers and clients know of the cluster, at one version.
 *
 * <p>Immutable; look-ups by id and name are constant time. Equality is by content.
 */
public final class Configuration {
  private final String clusterId;
  private final long version;
  private final boolean readOnly;
  private final List<Coordinator> coordinators;
  private final List<Server> servers;
  private final List<Space> spaces;
  private final Map<Long, Server> serversById = new HashMap<>();
  private final Map<String, Space> spacesByName = new HashMap<>();
  private final Map<Long, RegionRef> regionsById = new HashMap<>();

  /** A region with the subspace and space it belongs to. */
  public record RegionRef(Space space, Subspace subspace, Region region) {}

  /**
   * Makes a configuration.
   *
   * @param clusterId the identity of the cluster, made when it was founded
   * @param version rises by at least one with every change
   * @param readOnly whether writes are refused
   * @param coordinators all coordinator nodes
   * @param servers all registered storage servers
   * @param spaces all spaces
   */
  public Configuration(
      String clusterId,
      long version,
      boolean readOnly,
      List<Coordinator> coordinators,
      List<Server> servers,
      List<Space> spaces) {
    this.clusterId = clusterId;
    this.version = version;
    this.readOnly = readOnly;
    this.coordinators = List.copyOf(coordinators);
    this.servers = List.copyOf(servers);
    this.spaces = List.copyOf(spaces);
    for (Server server : servers) {
      serversById.put(server.id(), server);
    }
    for (Space space : spaces) {
      spacesByName.put(space.name(), space);
      for (Subspace subspace : space.subspaces()) {
        for (Region region : subspace.regions()) {
          regionsById.put(region.id(), new RegionRef(space, subspace, region));
        }
      }
    }
  }

  public String clusterId() {
    return clusterId;
  }

  public long version() {
    return version;
  }

  public boolean readOnly() {
    return readOnly;
  }

  public List<Coordinator> coordinators() {
    return coordinators;
  }

  public List<Server> servers() {
    return servers;
  }

  public List<Space> spaces() {
    return spaces;
  }

  /** The server of that id, if it is registered. */
  public Optional<Server> server(long id) {
    return Optional.ofNullable(serversById.get(id));
  }

  /** The space of that name, if there is one. */
  public Optional<Space> space(String name) {
    return Optional.ofNullable(spacesByName.get(name));
  }

  /** The region of that id, if there is one. */
  public Optional<RegionRef> region(long id) {
    return Optional.ofNullable(regionsById.get(id));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Configuration that
        && version == that.version
        && readOnly == that.readOnly
        && clusterId.equals(that.clusterId)
        && coordinators.equals(that.coordinators)
        && servers.equals(that.servers)
        && spaces.equals(that.spaces);
  }

  @Override
  public int hashCode() {
    return clusterId.hashCode() * 31 + Long.hashCode(version);
  }

  @Override
  public String toString() {
    return "Configuration[" + clusterId + " v" + version + "]";
  }
}
