package org.hyperdex.cli.admin;

import org.hyperdex.cli.Shell;
import org.hyperdex.cli.ShellCommand;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a description without a cluster. */
@Command(
    name = "validate-space",
    description = {
      "Check the description of a space on standard input; needs no cluster.",
      "Silent if it is valid; else names line, column and rule, and points at the place."
    })
final class ValidateSpaceCommand extends ShellCommand {
  @Mixin private DescriptionInput input = new DescriptionInput();

  ValidateSpaceCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    String text = input.read("validate space", shell().in());
    SpaceDescription description = DescriptionInput.parse("invalid hyperspace", text);
    if (json()) {
      print(object().put("valid", true).put("description", SpaceText.of(description)));
    }
    return DONE;
  }
}
