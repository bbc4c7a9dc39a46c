package org.hyperdex.cli.admin;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes spaces, each for itself. */
@Command(
    name = "rm-space",
    description = {
      "Remove spaces and all their objects.",
      "Goes on after a failure; the exit code says whether all are gone."
    })
final class RemoveSpaceCommand extends ClusterCommand {
  @Parameters(paramLabel = "SPACE", arity = "0..*", description = "Names of spaces.")
  private List<String> names = new ArrayList<>();

  RemoveSpaceCommand(Shell shell) {
    super(shell, "rm space");
  }

  @Override
  protected int run(HyperDexClient client) {
    List<String> failures = new ArrayList<>();
    String code = "";
    for (String name : names) {
      try {
        client.admin().removeSpace(name);
      } catch (HyperDexException e) {
        failures.add(failure(e).message() + (names.size() > 1 ? " (" + name + ")" : ""));
        code = e.code().name();
        if (e.code() == ErrorCode.UNAVAILABLE) {
          break;
        }
      }
    }
    if (!failures.isEmpty()) {
      throw new CommandFailure(code, String.join(System.lineSeparator(), failures));
    }
    return DONE;
  }
}
