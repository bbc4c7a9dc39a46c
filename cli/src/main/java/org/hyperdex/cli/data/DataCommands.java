package org.hyperdex.cli.data;

import java.util.List;
import org.hyperdex.cli.Shell;

/** All commands of this package. */
public final class DataCommands {
  private DataCommands() {}

  /** The commands, living in {@code shell}. */
  public static List<Object> of(Shell shell) {
    return List.of(
        new PutCommand(shell),
        new UpdateCommand(shell),
        new GetCommand(shell),
        new DeleteCommand(shell),
        new BatchCommand(shell),
        new GroupPutCommand(shell),
        new GroupUpdateCommand(shell),
        new GroupDeleteCommand(shell),
        new SearchCommand(shell),
        new CountCommand(shell),
        new DescribeCommand(shell));
  }
}
