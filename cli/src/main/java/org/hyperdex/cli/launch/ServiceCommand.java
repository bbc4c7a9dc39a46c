package org.hyperdex.cli.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.HelpOption;
import org.hyperdex.cli.Shell;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that becomes a service. */
abstract class ServiceCommand implements Callable<Integer> {
  // picocli looks at this field, nobody else does.
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private HelpOption help = new HelpOption();

  // As everything stays in the foreground, the flag is only accepted.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-f", "--foreground"},
      description = "Stay in the foreground; the only way there is.")
  private boolean foreground;

  @Option(
      names = {"-d", "--daemon"},
      description = "Refused: leave it to systemd, or to nohup and &.")
  private boolean background;

  @Option(
      names = {"-L", "--log"},
      paramLabel = "DIR",
      description = "Write the log to a file in this folder as well.")
  private Optional<Path> log = Optional.empty();

  @Parameters(
      paramLabel = "--NAME=VALUE",
      arity = "0..*",
      description = "After --: further settings of the service.")
  private List<String> further = new ArrayList<>();

  private final Shell shell;
  private final Service service;

  ServiceCommand(Shell shell, Service service) {
    this.shell = shell;
    this.service = service;
  }

  /** Adds what the flags say, checked. */
  abstract void settings(Settings settings);

  @Override
  public final Integer call() {
    if (background) {
      throw new CommandFailure(
          "USAGE",
          "processes do not detach themselves: leave -d out, and use systemd or 'nohup ... &'");
    }
    Settings settings = new Settings(service);
    settings(settings);
    log.ifPresent(folder -> settings.log(folder, "hyperdex-" + service.id()));
    settings.addAll(further);
    List<String> command =
        shell.installation().get().commandLine(service, settings.arguments(), false);
    shell.out().println(LaunchPlan.shell(command));
    return LaunchPlan.EXIT_CODE;
  }
}
