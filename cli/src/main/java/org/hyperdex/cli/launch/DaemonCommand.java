package org.hyperdex.cli.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hyperdex.cli.Addresses;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Ports;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.TimeSpan;
import org.hyperdex.core.protocol.RetryBudget;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a storage server. */
@Command(
    name = "daemon",
    description = {
      "Run a storage server.",
      "It finds all coordinators through any of them, and waits for one. Uses the ports PORT and"
          + " PORT+2000.",
      "Ends with exit code 3 if the cluster does not want the server, with 4 if its storage fails."
    })
final class DaemonCommand extends ServiceCommand {
  private static final int MOST_THREADS = 512;
  private static final Pattern SIZE = Pattern.compile("\\d{1,12}(B|KB|MB|GB)?");
  private static final Pattern ZERO = Pattern.compile("0+\\D*");

  @Option(
      names = {"-D", "--data"},
      paramLabel = "DIR",
      description = "The data directory (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".");

  @Option(
      names = {"-l", "--listen"},
      paramLabel = "ADDRESS",
      description = "Where to listen, and where others find it (default: ${DEFAULT-VALUE}).")
  private String listen = "127.0.0.1";

  @Option(
      names = {"-p", "--listen-port"},
      paramLabel = "PORT",
      description = "Where clients and servers call (default: ${DEFAULT-VALUE}).")
  private int port = Ports.STORAGE;

  @Option(
      names = {"-c", "--coordinator"},
      paramLabel = "HOST[:PORT]",
      split = ",",
      description = "Any coordinators (default: 127.0.0.1).")
  private List<String> coordinators = new ArrayList<>();

  @Option(
      names = {"-P", "--coordinator-port"},
      paramLabel = "PORT",
      split = ",",
      description = "The port of a coordinator that brings none (default: 1982).")
  private List<String> coordinatorPorts = new ArrayList<>();

  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "Shards: 0 for one per core, -N for all cores but N (default: 0).")
  private int threads;

  @Option(names = "--zone", paramLabel = "ZONE", description = "The failure zone of this machine.")
  private String zone = "";

  @Option(
      names = "--durability",
      paramLabel = "sync|os",
      description =
          "What an acknowledged write survives: power loss (sync) or the end of the process (os);"
              + " default: sync.")
  private Durability durability = Durability.SYNC;

  @Option(
      names = "--session-expiry",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description =
          "How long to remember what became of a silent client's operations, for its retries; at"
              + " least 30m (default: 1h).")
  private Optional<Duration> sessionExpiry = Optional.empty();

  @Option(
      names = "--scrub-rate",
      paramLabel = "SIZE",
      description =
          "How much of its rows to read in a second to compare them with other copies, for example"
              + " 500KB; 0 for no comparison (default: 1MB).")
  private Optional<String> scrubRate = Optional.empty();

  @Option(
      names = "--transfer-rate",
      paramLabel = "SIZE",
      description =
          "How much of its rows to read in a second for servers that join or return, for example"
              + " 10MB (default: 64MB).")
  private Optional<String> transferRate = Optional.empty();

  /** When a write is acknowledged. */
  private enum Durability {
    SYNC,
    OS
  }

  DaemonCommand(Shell shell) {
    super(shell, Service.STORAGE);
  }

  @Override
  void settings(Settings settings) {
    if (threads > MOST_THREADS) {
      throw new CommandFailure("USAGE", "threads: at most " + MOST_THREADS + ", not " + threads);
    }
    List<String> hosts = coordinators.isEmpty() ? List.of("127.0.0.1") : coordinators;
    settings
        .set("listen", Settings.listenAddress(listen))
        .set("port", Settings.listenPort(port))
        .set("data", data)
        .set(
            "coordinators",
            String.join(",", Addresses.of(hosts, coordinatorPorts, Ports.COORDINATOR)))
        .set("threads", threads)
        .set("durability", durability.name().toLowerCase(Locale.ROOT));
    if (!zone.isBlank()) {
      settings.set("zone", zone);
    }
    sessionExpiry.ifPresent(expiry -> settings.set("session-expiry", remembered(expiry)));
    scrubRate.ifPresent(
        rate -> settings.set("scrub-rate", size("--scrub-rate", "500KB, 1MB or 0", rate)));
    transferRate.ifPresent(rate ->
        settings.set("transfer-rate", positive(size("--transfer-rate", "500KB or 10MB", rate))));
  }

  private static Duration remembered(Duration expiry) {
    try {
      return RetryBudget.requireSessionExpiry(expiry);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("USAGE", "--session-expiry: " + e.getMessage());
    }
  }

  private static String size(String option, String examples, String text) {
    if (!SIZE.matcher(text).matches()) {
      throw new CommandFailure("USAGE", option + ": write " + examples + ", not '" + text + "'");
    }
    return text;
  }

  private static String positive(String rate) {
    if (ZERO.matcher(rate).matches()) {
      throw new CommandFailure(
          "USAGE",
          "--transfer-rate: must be more than 0: servers that join or return would never get their"
              + " rows");
    }
    return rate;
  }
}
