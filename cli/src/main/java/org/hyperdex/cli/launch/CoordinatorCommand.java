package org.hyperdex.cli.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.cli.Addresses;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Ports;
import org.hyperdex.cli.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a coordinator node. */
@Command(
    name = "coordinator",
    description = {
      "Run a coordinator.",
      "In an empty data directory it founds a cluster, or joins one with -c; otherwise it goes on as"
          + " what it was. Uses the ports PORT, PORT+1000 and PORT+2000."
    })
final class CoordinatorCommand extends ServiceCommand {
  @Option(
      names = {"-D", "--data"},
      paramLabel = "DIR",
      description = "The data directory (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".");

  @Option(
      names = {"-l", "--listen"},
      paramLabel = "ADDRESS",
      description = "Where to listen, and where others find it (default: ${DEFAULT-VALUE}).")
  private String listen = "127.0.0.1";

  @Option(
      names = {"-p", "--listen-port"},
      paramLabel = "PORT",
      description = "Where clients and servers call (default: ${DEFAULT-VALUE}).")
  private int port = Ports.COORDINATOR;

  @Option(
      names = {"-c", "--connect"},
      paramLabel = "HOST",
      description = "Join the cluster of the coordinator there.")
  private Optional<String> connect = Optional.empty();

  @Option(
      names = {"-P", "--connect-port"},
      paramLabel = "PORT",
      description = "The port of that coordinator (default: 1982).")
  private Optional<Integer> connectPort = Optional.empty();

  @Option(
      names = {"-C", "--connect-string"},
      paramLabel = "HOST:PORT",
      split = ",",
      description = "Join the cluster of any of these coordinators.")
  private List<String> connectString = new ArrayList<>();

  CoordinatorCommand(Shell shell) {
    super(shell, Service.COORDINATOR);
  }

  @Override
  void settings(Settings settings) {
    settings
        .set("listen", Settings.listenAddress(listen))
        .set("port", Settings.listenPort(port))
        .set("data", data);
    List<String> members = new ArrayList<>();
    if (connectPort.isPresent() && connect.isEmpty()) {
      throw new CommandFailure("USAGE", "-P is the port of the coordinator to join: give -c too");
    }
    int memberPort = Ports.inRange("connect to", connectPort.orElse(Ports.COORDINATOR));
    connect.ifPresent(host -> members.add(Addresses.address(host, memberPort)));
    connectString.forEach(address -> members.add(Addresses.address(address, Ports.COORDINATOR)));
    if (!members.isEmpty()) {
      settings.set("connect", String.join(",", members));
    }
  }
}
