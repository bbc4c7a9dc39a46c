package org.hyperdex.cli.admin;

import org.hyperdex.cli.Addresses;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Ports;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a storage server known before it starts. */
@Command(name = "server-register", description = "Make a storage server known before it starts.")
final class ServerRegisterCommand extends ClusterCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      converter = ServerId.class,
      description = "The server's id: decimal, 0x.. or 0..")
  private long id;

  @Parameters(
      index = "1",
      paramLabel = "ADDRESS:PORT",
      description = "Where the server will listen.")
  private String address = "";

  @Option(names = "--zone", paramLabel = "ZONE", description = "Its failure zone.")
  private String zone = "";

  private String host = "";
  private int port;

  ServerRegisterCommand(Shell shell) {
    super(shell, "register server");
  }

  @Override
  protected void check() {
    String checked = Addresses.address(address, Ports.STORAGE);
    int colon = checked.lastIndexOf(':');
    host = checked.substring(0, colon);
    port = Ports.parse("connect to", checked.substring(colon + 1));
  }

  @Override
  protected int run(HyperDexClient client) {
    client.admin().serverRegister(id, host, port, zone);
    return DONE;
  }
}
