package org.hyperdex.cli.admin;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a space. */
@Command(
    name = "add-space",
    description = "Make a space from the description on standard input.",
    footer = {
      "",
      "For example:",
      "  space phonebook",
      "  key username",
      "  attributes first, last, int phone",
      "  subspace first, last, phone",
      "  create 8 partitions",
      "  tolerate 2 failures"
    })
final class AddSpaceCommand extends ClusterCommand {
  private static final String INTENT = "add space";

  @Mixin private DescriptionInput input = new DescriptionInput();

  private String description = "";

  AddSpaceCommand(Shell shell) {
    super(shell, INTENT);
  }

  @Override
  protected void check() {
    description = input.read(INTENT, shell().in());
    DescriptionInput.parse("could not " + INTENT + ": bad space", description);
  }

  @Override
  protected int run(HyperDexClient client) {
    client.admin().addSpace(description);
    return DONE;
  }
}
