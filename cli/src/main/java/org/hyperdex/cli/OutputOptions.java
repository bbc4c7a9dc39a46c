package org.hyperdex.cli;

import picocli.CommandLine.Option;

/** {@code --output}. */
public final class OutputOptions {
  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "How results and failures are written (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TEXT;

  /** Whether to write for programs. */
  public boolean json() {
    return format == OutputFormat.JSON;
  }
}
