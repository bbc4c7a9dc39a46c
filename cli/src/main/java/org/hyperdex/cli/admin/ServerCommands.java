package org.hyperdex.cli.admin;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be said of a storage server. */
final class ServerCommands {
  private ServerCommands() {}

  /** A command about one server. */
  abstract static class ServerCommand extends ClusterCommand {
    @Parameters(
        paramLabel = "ID",
        converter = ServerId.class,
        description = "The server's id: decimal, 0x.. or 0.. ('hyperdex show-config' lists them).")
    private long id;

    ServerCommand(Shell shell, String intent) {
      super(shell, intent);
    }

    long id() {
      return id;
    }
  }

  /** It is there. */
  @Command(
      name = "server-online",
      description = "Declare a known storage server available at its registered address.")
  static final class Online extends ServerCommand {
    Online(Shell shell) {
      super(shell, "bring server online");
    }

    @Override
    protected int run(HyperDexClient client) {
      client.admin().serverOnline(id());
      return DONE;
    }
  }

  /** It is not there for now. */
  @Command(
      name = "server-offline",
      description = "Declare a storage server unavailable; it may announce itself again.")
  static final class Offline extends ServerCommand {
    Offline(Shell shell) {
      super(shell, "mark server unavailable");
    }

    @Override
    protected int run(HyperDexClient client) {
      client.admin().serverOffline(id());
      return DONE;
    }
  }

  /** It shall never come back. */
  @Command(name = "server-kill", description = "Ban a storage server for ever.")
  static final class Kill extends ServerCommand {
    Kill(Shell shell) {
      super(shell, "kill server");
    }

    @Override
    protected int run(HyperDexClient client) {
      client.admin().serverKill(id());
      return DONE;
    }
  }

  /** Nothing shall remind of it. */
  @Command(
      name = "server-forget",
      description = "Remove a storage server from the configuration; refused while it is needed.")
  static final class Forget extends ServerCommand {
    @Option(
        names = "--accept-data-loss",
        description =
            "Remove it even if it is the last one that has the objects of some regions: these are"
                + " lost for ever.")
    private boolean acceptDataLoss;

    Forget(Shell shell) {
      super(shell, "forget server");
    }

    @Override
    protected int run(HyperDexClient client) {
      if (acceptDataLoss) {
        client.admin().serverForget(id(), true);
      } else {
        client.admin().serverForget(id());
      }
      return DONE;
    }
  }
}
