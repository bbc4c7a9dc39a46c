package org.hyperdex.cli.admin;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import picocli.CommandLine.Command;

/** The two modes of a cluster. */
final class ReadOnlyCommands {
  private ReadOnlyCommands() {}

  /** Refuses writes from now on. */
  @Command(name = "set-read-only", description = "Make the cluster refuse writes.")
  static final class SetReadOnly extends ClusterCommand {
    SetReadOnly(Shell shell) {
      super(shell, "make cluster read-only");
    }

    @Override
    protected int run(HyperDexClient client) {
      client.admin().setReadOnly(true);
      return DONE;
    }
  }

  /** Takes writes again. */
  @Command(name = "set-read-write", description = "Make the cluster accept writes again.")
  static final class SetReadWrite extends ClusterCommand {
    SetReadWrite(Shell shell) {
      super(shell, "make cluster read-write");
    }

    @Override
    protected int run(HyperDexClient client) {
      client.admin().setReadOnly(false);
      return DONE;
    }
  }
}
