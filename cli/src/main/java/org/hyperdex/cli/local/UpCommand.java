package org.hyperdex.cli.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Ports;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.ShellCommand;
import org.hyperdex.cli.TimeSpan;
import org.hyperdex.cli.launch.Installation;
import org.hyperdex.cli.launch.Service;
import org.hyperdex.cli.process.StopSignals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a whole cluster as child processes. */
@Command(
    name = "up",
    description = {
      "Run a whole cluster on this machine, for trying it out.",
      "Ctrl-C stops it in order, a second Ctrl-C at once. Its data stays; the next 'up' goes on with"
          + " it. In a fresh clone it builds what is missing first."
    })
public final class UpCommand extends ShellCommand {
  private static final int DEFAULT_COORDINATORS = 1;
  private static final int DEFAULT_STORAGE = 3;
  private static final int MOST = 20;

  @Option(
      names = "--coordinators",
      paramLabel = "N",
      description = "How many coordinators (default: 1, or as many as there were).")
  private Optional<Integer> coordinators = Optional.empty();

  @Option(
      names = "--storage",
      paramLabel = "N",
      description = "How many storage servers (default: 3, or as many as there were).")
  private Optional<Integer> storage = Optional.empty();

  @Option(
      names = {"-D", "--data"},
      paramLabel = "DIR",
      description = "Where everything is kept (default: ./${DEFAULT-VALUE}).")
  private Path data = Path.of("hyperdex-data");

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "The first coordinator's port (default: ${DEFAULT-VALUE}).")
  private int port = Ports.COORDINATOR;

  @Option(
      names = "--storage-port",
      paramLabel = "PORT",
      description = "The first storage server's port (default: ${DEFAULT-VALUE}).")
  private int storagePort = Ports.STORAGE;

  @Option(
      names = "--gateway-port",
      paramLabel = "PORT",
      description = "The gateway's port (default: ${DEFAULT-VALUE}).")
  private int gatewayPort = Ports.GATEWAY;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "How long the start may take (default: 2m).")
  private Duration timeout = Duration.ofMinutes(2);

  /** The command, living in {@code shell}. */
  public UpCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws InterruptedException {
    Installation installation = shell().installation().get();
    ClusterLayout layout = layout();
    try (DataFolder _ = DataFolder.take(layout.data())) {
      PortCheck.check(layout);
      return run(new LocalCluster(layout, installation, this::progress), layout);
    }
  }

  private ClusterLayout layout() {
    Path folder = data.toAbsolutePath().normalize();
    return ClusterLayout.of(
        folder,
        count("--coordinators", coordinators, DEFAULT_COORDINATORS, folder, Service.COORDINATOR),
        Ports.inRange("listen on", port),
        count("--storage", storage, DEFAULT_STORAGE, folder, Service.STORAGE),
        Ports.inRange("listen on", storagePort),
        Ports.inRange("listen on", gatewayPort));
  }

  private static int count(
      String flag, Optional<Integer> asked, int byDefault, Path folder, Service service) {
    int existing = ClusterLayout.existing(folder, service);
    if (asked.isEmpty()) {
      return Math.max(byDefault, existing);
    }
    int count = asked.get();
    if (count < 1 || count > MOST) {
      throw new CommandFailure("USAGE", flag + " is a number from 1 to " + MOST + ", not " + count);
    }
    if (count < existing) {
      throw new CommandFailure(
          "USAGE",
          "%s holds the data of %d: ask for %s %d or more, or choose another --data"
              .formatted(folder, existing, flag, existing));
    }
    return count;
  }

  private int run(LocalCluster cluster, ClusterLayout layout) throws InterruptedException {
    stopOnSignals(cluster);
    long started = System.nanoTime();
    boolean failed = true;
    try {
      progress(
          "Starting %d processes with data in %s"
              .formatted(layout.members().size(), layout.data()));
      if (!cluster.start(timeout)) {
        return FAILED;
      }
      announce(cluster, layout, Duration.ofNanos(System.nanoTime() - started));
      failed = !cluster.supervise();
      if (failed) {
        throw new CommandFailure("CHILD", "no process of the cluster is left");
      }
      return DONE;
    } finally {
      if (!failed) {
        progress("Stopping; once more Ctrl-C stops at once");
      }
      cluster.stop();
      if (!failed) {
        progress("Stopped; the data is in " + layout.data());
      }
    }
  }

  private static void stopOnSignals(LocalCluster cluster) {
    AtomicBoolean stopping = new AtomicBoolean();
    for (String signal :
        new String[] {StopSignals.INTERRUPT, StopSignals.TERMINATE, StopSignals.HANG_UP}) {
      StopSignals.handle(
          signal,
          exitCode -> {
            if (stopping.getAndSet(true)) {
              cluster.kill();
              Runtime.getRuntime().halt(exitCode);
            }
            cluster.requestStop();
          });
    }
  }

  private void announce(LocalCluster cluster, ClusterLayout layout, Duration took) {
    if (json()) {
      print(Announcement.json(cluster, layout));
    } else {
      shell().out().print(Announcement.text(cluster, layout, took));
    }
    shell().out().flush();
  }
}
