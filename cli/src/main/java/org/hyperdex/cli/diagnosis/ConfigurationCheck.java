package org.hyperdex.cli.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/** Looks at a configuration. */
final class ConfigurationCheck {
  private final Configuration configuration;
  private final List<Finding> findings = new ArrayList<>();

  private ConfigurationCheck(Configuration configuration) {
    this.configuration = configuration;
  }

  static List<Finding> of(Configuration configuration) {
    ConfigurationCheck check = new ConfigurationCheck(configuration);
    check.servers();
    check.mode();
    configuration.spaces().forEach(check::space);
    return check.findings;
  }

  private void servers() {
    List<Server> servers = configuration.servers();
    long available =
        servers.stream().filter(server -> server.state() == ServerState.AVAILABLE).count();
    if (available == 0) {
      findings.add(
          Finding.problem(
              servers.isEmpty()
                  ? "there is no storage server"
                  : "none of " + servers.size() + " storage servers is available",
              "start one: hyperdex daemon -f --listen=ADDRESS --coordinator=HOST --data=DIR"));
    } else {
      findings.add(
          Finding.ok(available + " of " + servers.size() + " storage servers are available"));
    }
    for (Server server : servers) {
      switch (server.state()) {
        case UNAVAILABLE, SHUTDOWN ->
            findings.add(
                Finding.warning(
                    describe(server) + " is " + server.state(),
                    "start it again on its data directory, or ban it with server-kill"));
        case REGISTERED ->
            findings.add(Finding.warning(describe(server) + " has never been started", ""));
        case AVAILABLE, KILLED -> {}
      }
    }
  }

  private void mode() {
    if (configuration.readOnly()) {
      findings.add(
          Finding.warning("the cluster refuses writes", "'hyperdex set-read-write' ends that"));
    }
  }

  private void space(Space space) {
    int headless = 0;
    int thin = 0;
    int regions = 0;
    for (Subspace subspace : space.subspaces()) {
      for (Region region : subspace.regions()) {
        regions++;
        long live = region.chain().stream().filter(this::available).count();
        if (region.chain().isEmpty() || !available(region.chain().getFirst())) {
          headless++;
        } else if (live <= space.faultTolerance()) {
          thin++;
        }
      }
    }
    String name = "space '" + space.name() + "': ";
    if (headless > 0) {
      findings.add(
          Finding.problem(
              name + headless + " of " + regions + " regions have no head that is available",
              "start the storage servers that keep them: " + missing(space)));
    }
    if (thin > 0) {
      findings.add(
          Finding.warning(
              name
                  + thin
                  + " of "
                  + regions
                  + " regions have fewer than "
                  + (space.faultTolerance() + 1)
                  + " live replicas",
              "with more storage servers they tolerate more failures"));
    }
    if (headless + thin == 0) {
      findings.add(Finding.ok(name + "all " + regions + " regions have all their replicas"));
    }
  }

  private String missing(Space space) {
    String servers =
        space.subspaces().stream()
            .flatMap(subspace -> subspace.regions().stream())
            .flatMap(region -> region.chain().stream())
            .distinct()
            .filter(id -> !available(id))
            .map(id ->
                configuration
                    .server(id)
                    .map(ConfigurationCheck::describe)
                    .orElse("server " + Long.toUnsignedString(id)))
            .collect(Collectors.joining(", "));
    return servers.isEmpty() ? "any" : servers;
  }

  private boolean available(long id) {
    return configuration
        .server(id)
        .filter(server -> server.state() == ServerState.AVAILABLE)
        .isPresent();
  }

  private static String describe(Server server) {
    return "server " + Long.toUnsignedString(server.id()) + " at " + server.address();
  }
}
