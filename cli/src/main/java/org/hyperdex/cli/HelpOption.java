package org.hyperdex.cli;

import picocli.CommandLine.Option;

/** {@code --help}; the short {@code -h} is the host's, as in the original. */
public final class HelpOption {
  @Option(
      names = {"-?", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean requested;

  /** Whether help was asked for instead of the command. */
  public boolean requested() {
    return requested;
  }
}
