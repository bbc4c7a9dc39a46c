package org.hyperdex.cli.launch;

import java.util.List;
import org.hyperdex.cli.Shell;

/** All commands of this package. */
public final class LaunchCommands {
  private LaunchCommands() {}

  /** The commands, living in {@code shell}. */
  public static List<Object> of(Shell shell) {
    return List.of(
        new CoordinatorCommand(shell), new DaemonCommand(shell), new GatewayCommand(shell));
  }
}
