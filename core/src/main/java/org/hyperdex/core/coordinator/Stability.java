package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/**
 * Whether a configuration has settled down.
 *
 * <p>It has when
 *
 * <ul>
 *   <li>every available server has adopted it and has no write of an older epoch pending;
 *   <li>every member of every chain is available;
 *   <li>every region has f + 1 replicas and no more, or as many as there are available servers, and
 *       at least one;
 *   <li>no region has a joiner.
 * </ul>
 *
 * @param missing what is missing, one sentence each, for people; empty if stable. At most {@value
 *     #SENTENCES} are given
 */
public record Stability(List<String> missing) {
  /** How many things that are missing are told. */
  public static final int SENTENCES = 10;

  public Stability {
    missing = List.copyOf(missing);
  }

  /**
   * What a server said last of itself.
   *
   * @param incarnation the process that said so
   * @param adoptedVersion the version of the configuration it follows
   * @param settled whether no write of an older epoch is pending there
   */
  public record Report(long incarnation, long adoptedVersion, boolean settled) {}

  /** Whether nothing is missing. */
  public boolean stable() {
    return missing.isEmpty();
  }

  /** All that is missing in one line; empty if stable. */
  public String text() {
    return String.join("; ", missing);
  }

  /**
   * Judges {@code configuration}.
   *
   * @param reports by server id; those of servers that are not available are ignored
   */
  public static Stability of(Configuration configuration, Map<Long, Report> reports) {
    List<String> missing = new ArrayList<>();
    long available =
        configuration.servers().stream()
            .filter(server -> server.state() == ServerState.AVAILABLE)
            .count();
    for (Server server : configuration.servers()) {
      if (server.state() == ServerState.AVAILABLE) {
        judge(configuration, server, reports, missing);
      }
    }
    for (Space space : configuration.spaces()) {
      long replicas = Math.min(space.faultTolerance() + 1L, available);
      for (Subspace subspace : space.subspaces()) {
        for (Region region : subspace.regions()) {
          judge(configuration, space, region, replicas, missing);
        }
      }
    }
    return new Stability(missing.size() <= SENTENCES ? missing : shortened(missing));
  }

  private static void judge(
      Configuration configuration, Server server, Map<Long, Report> reports, List<String> missing) {
    Report report = reports.get(server.id());
    String name = "server " + Long.toUnsignedString(server.id());
    if (report == null || report.incarnation() != server.incarnation()) {
      missing.add(name + " has not reported yet");
    } else if (report.adoptedVersion() < configuration.version()) {
      missing.add(
          name
              + " is at configuration "
              + report.adoptedVersion()
              + " of "
              + configuration.version());
    } else if (!report.settled()) {
      missing.add(name + " has pending writes of an older epoch");
    }
  }

  private static void judge(
      Configuration configuration,
      Space space,
      Region region,
      long replicas,
      List<String> missing) {
    String name = "region " + region.id() + " of space " + space.name();
    if (region.chain().isEmpty()) {
      missing.add(name + " has no server");
    }
    for (long member : region.chain()) {
      if (configuration
          .server(member)
          .filter(server -> server.state() == ServerState.AVAILABLE)
          .isEmpty()) {
        missing.add(name + " waits for server " + Long.toUnsignedString(member));
      }
    }
    if (!region.chain().isEmpty() && region.chain().size() < replicas) {
      missing.add(name + " has " + region.chain().size() + " of " + replicas + " replicas");
    }
    int wanted = space.faultTolerance() + 1;
    if (region.chain().size() > wanted) {
      missing.add(name + " has " + region.chain().size() + " replicas, more than " + wanted);
    }
    if (region.joiner().isPresent()) {
      missing.add(
          name
              + " is being copied to server "
              + Long.toUnsignedString(region.joiner().getAsLong()));
    }
  }

  private static List<String> shortened(List<String> missing) {
    List<String> told = new ArrayList<>(missing.subList(0, SENTENCES - 1));
    told.add("and " + (missing.size() - told.size()) + " more");
    return told;
  }
}
