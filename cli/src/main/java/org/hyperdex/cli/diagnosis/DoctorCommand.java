package org.hyperdex.cli.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.CoordinatorStatus;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.RecoveryReport;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Coordinator;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at a cluster and says what is wrong and what to do. */
@Command(
    name = "doctor",
    description = {
      "Say what is wrong with a cluster and what to do.",
      "Also where there seems to be none. The exit code is 0 if there is no problem."
    })
public final class DoctorCommand extends ClusterCommand {
  private final List<Finding> findings = new ArrayList<>();

  /** The command, living in {@code shell}. */
  public DoctorCommand(Shell shell) {
    super(shell, "look at the cluster");
  }

  @Override
  protected int run(HyperDexClient client) {
    if (reachable()) {
      examine(client);
    }
    boolean sound = findings.stream().noneMatch(f -> f.level() == Finding.Level.PROBLEM);
    if (json()) {
      ObjectNode result = object().put("sound", sound);
      ArrayNode nodes = result.putArray("findings");
      for (Finding finding : findings) {
        nodes
            .addObject()
            .put("level", finding.level().name().toLowerCase(Locale.ROOT))
            .put("text", finding.text())
            .put("advice", finding.advice());
      }
      print(result);
    } else {
      findings.forEach(finding -> print(finding.line()));
    }
    return sound ? DONE : FAILED;
  }

  private boolean reachable() {
    List<String> silent = new ArrayList<>();
    boolean reached = false;
    for (String address : coordinators()) {
      if (PortProbe.problem(address).isPresent()) {
        silent.add(address);
      } else {
        reached = true;
      }
    }
    if (!reached) {
      findings.add(
          Finding.problem(
              "no coordinator answers at " + String.join(", ", silent),
              "start a cluster with 'hyperdex up', a coordinator with 'hyperdex coordinator', or"
                  + " name the address of one with -h and -p"));
    } else {
      silent.forEach(address ->
          findings.add(
              Finding.warning(
                  "no coordinator answers at " + address, "start it, or leave it out")));
    }
    return reached;
  }

  private void examine(HyperDexClient client) {
    CoordinatorStatus status;
    try {
      status = client.admin().status();
    } catch (HyperDexException e) {
      findings.add(
          Finding.problem(
              "something listens at "
                  + String.join(", ", coordinators())
                  + ", but not a coordinator that serves: "
                  + e.detail(),
              "look at its log, and at the address"));
      return;
    }
    coordinators(status);
    try {
      Configuration configuration = client.configuration();
      findings.addAll(ConfigurationCheck.of(configuration));
      storagePorts(configuration);
      recoveries(client);
    } catch (HyperDexException e) {
      findings.add(
          Finding.problem("no configuration can be had: " + e.detail(), "look at the logs"));
    }
  }

  private void recoveries(HyperDexClient client) {
    for (RecoveryReport recovery : client.admin().recoveries()) {
      if (!recovery.ended()) {
        findings.add(
            Finding.warning(
                "%d regions recover from the loss of server %s (%s): %s since %s%s"
                    .formatted(
                        recovery.regions().size(),
                        Long.toUnsignedString(recovery.server()),
                        recovery.steps().getFirst().reason(),
                        recovery.phase(),
                        recovery.steps().getLast().at(),
                        recovery.bytesTotal() == 0
                            ? ""
                            : ", %d of %d bytes"
                                .formatted(recovery.bytesDone(), recovery.bytesTotal())),
                "wait; or start the server again, or another one"));
      }
    }
  }

  private void coordinators(CoordinatorStatus status) {
    findings.add(Finding.ok("cluster " + status.clusterId()));
    int silent = 0;
    for (Coordinator coordinator : status.coordinators()) {
      if (PortProbe.problem(coordinator.address()).isPresent()) {
        silent++;
        findings.add(
            Finding.warning(
                "coordinator " + coordinator.id() + " does not answer at " + coordinator.address(),
                "start it again on its data directory, or take it out with coordinator-remove"));
      }
    }
    for (Coordinator coordinator : status.joining()) {
      findings.add(
          Finding.warning(
              "coordinator %s at %s is being taken in and does not count yet"
                  .formatted(coordinator.id(), coordinator.address()),
              "wait; or start it again, or take it out with coordinator-remove"));
    }
    int all = status.coordinators().size();
    if (status.leaderAddress().isEmpty() || !status.ready()) {
      findings.add(
          Finding.problem(
              "the coordinators have no leader",
              "%d of %d answer, and more than half are needed".formatted(all - silent, all)));
    } else {
      findings.add(
          Finding.ok(
              "%d of %d coordinators answer, the leader is at %s"
                  .formatted(all - silent, all, status.leaderAddress())));
    }
  }

  private void storagePorts(Configuration configuration) {
    for (Server server : configuration.servers()) {
      if (server.state() == ServerState.AVAILABLE) {
        PortProbe.problem(server.address())
            .ifPresent(problem ->
                findings.add(
                    Finding.problem(
                        "server %s counts as available, but %s"
                            .formatted(Long.toUnsignedString(server.id()), problem),
                        "see whether it runs, and whether this machine may reach it")));
      }
    }
  }
}
