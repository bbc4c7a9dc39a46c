package org.hyperdex.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hyperdex.cli.admin.AdminCommands;
import org.hyperdex.cli.data.DataCommands;
import org.hyperdex.cli.diagnosis.DoctorCommand;
import org.hyperdex.cli.launch.LaunchCommands;
import org.hyperdex.cli.local.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry: {@code hyperdex COMMAND}. */
@Command(
    name = "hyperdex",
    description = "A searchable, replicated, strongly consistent object store.",
    versionProvider = VersionOfBuild.class,
    footer = {
      "",
      "'hyperdex COMMAND --help' tells more. To begin with: 'hyperdex up' runs a whole cluster."
    })
public final class HyperDexCommand implements Callable<Integer> {
  // picocli looks at these fields, nobody else does.
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private HelpOption help = new HelpOption();

  @SuppressWarnings("UnusedVariable")
  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  private boolean version;

  private final Shell shell;

  private HyperDexCommand(Shell shell) {
    this.shell = shell;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Shell shell = Shell.ofProcess();
    int exitCode = commandLine(shell).execute(arguments);
    shell.out().flush();
    shell.err().flush();
    System.exit(exitCode);
  }

  /** All commands, living in {@code shell}. */
  public static CommandLine commandLine(Shell shell) {
    CommandLine root = new CommandLine(new HyperDexCommand(shell));
    commands(shell).forEach(root::addSubcommand);
    return root.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((problem, _) -> misused(shell, problem))
        .setExecutionExceptionHandler((problem, command, _) -> failed(shell, command, problem));
  }

  private static List<Object> commands(Shell shell) {
    List<Object> commands = new ArrayList<>();
    commands.add(new UpCommand(shell));
    commands.addAll(LaunchCommands.of(shell));
    commands.addAll(AdminCommands.of(shell));
    commands.addAll(DataCommands.of(shell));
    commands.add(new DoctorCommand(shell));
    return commands;
  }

  @Override
  public Integer call() {
    shell.err().println("hyperdex: no command given; 'hyperdex --help' lists them");
    return ShellCommand.FAILED;
  }

  private static int misused(Shell shell, ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String message = FailureText.oneLine(String.valueOf(problem.getMessage()));
    if (command.getParent() == null && problem instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      List<String> similar = unmatched.getSuggestions();
      message = word.startsWith("-") ? "unknown option " + word : "unknown command " + word;
      message += similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
    }
    Printer.failure(
        shell.err(),
        command,
        new CommandFailure("USAGE", name + ": " + message + "; see '" + name + " --help'"));
    return ShellCommand.FAILED;
  }

  private static int failed(Shell shell, CommandLine command, Exception problem) {
    CommandFailure failure =
        problem instanceof CommandFailure known
            ? known
            : new CommandFailure("INTERNAL", "error: " + problem + "; this is a defect");
    Printer.failure(shell.err(), command, failure);
    return ShellCommand.FAILED;
  }
}
