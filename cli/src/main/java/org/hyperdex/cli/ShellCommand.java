package org.hyperdex.cli;

import java.util.concurrent.Callable;
import org.hyperdex.client.json.JsonValues;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A command: its surroundings, {@code --help} and {@code --output}. */
public abstract class ShellCommand implements Callable<Integer> {
  /** The exit code of a command that did what it was asked. */
  protected static final int DONE = 0;

  /** The exit code of a command that did not. */
  protected static final int FAILED = 1;

  // picocli looks at this field, nobody else does.
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private HelpOption help = new HelpOption();

  @Mixin private OutputOptions output = new OutputOptions();

  private final Shell shell;

  /** Makes a command that lives in {@code shell}. */
  protected ShellCommand(Shell shell) {
    this.shell = shell;
  }

  /** Where the command lives. */
  protected final Shell shell() {
    return shell;
  }

  /** Whether results are for programs. */
  protected final boolean json() {
    return output.json();
  }

  /** Writes a line of the result. */
  protected final void print(String line) {
    shell.out().println(line);
  }

  /** Writes a result for programs, in one line. */
  protected final void print(JsonNode node) {
    shell.out().println(node);
  }

  /** Says what goes on, to people. */
  protected final void progress(String line) {
    if (!json()) {
      shell.err().println(line);
    }
  }

  /** An empty JSON object. */
  protected static ObjectNode object() {
    return JsonValues.mapper().createObjectNode();
  }
}
