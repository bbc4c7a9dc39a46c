package org.hyperdex.cli.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.cli.Addresses;
import org.hyperdex.cli.Ports;
import org.hyperdex.cli.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a gateway. */
@Command(
    name = "gateway",
    description = {
      "Run a gateway: the REST API of a cluster.",
      "Health and metrics are on PORT+1."
    })
final class GatewayCommand extends ServiceCommand {
  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "Where the REST API is (default: ${DEFAULT-VALUE}).")
  private int port = Ports.GATEWAY;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "Where health and metrics are (default: PORT+1).")
  private Optional<Integer> managementPort = Optional.empty();

  @Option(
      names = {"-l", "--listen"},
      paramLabel = "ADDRESS",
      description = "Where to listen; 0.0.0.0 for everywhere (default: ${DEFAULT-VALUE}).")
  private String listen = "127.0.0.1";

  @Option(
      names = {"-c", "--coordinator"},
      paramLabel = "HOST[:PORT]",
      split = ",",
      description = "Any coordinators (default: 127.0.0.1:1982).")
  private List<String> coordinators = new ArrayList<>();

  GatewayCommand(Shell shell) {
    super(shell, Service.GATEWAY);
  }

  @Override
  void settings(Settings settings) {
    List<String> hosts = coordinators.isEmpty() ? List.of("127.0.0.1") : coordinators;
    settings
        .setGlobal("server.address", listen)
        .setGlobal("server.port", Ports.inRange("listen on", port))
        .setGlobal(
            "management.server.port",
            Ports.inRange("listen on for management", managementPort.orElse(port + 1)))
        .set("coordinators", String.join(",", Addresses.of(hosts, List.of(), Ports.COORDINATOR)));
  }
}
