package org.hyperdex.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.core.protocol.RetryBudget;
import picocli.CommandLine.Option;

/** How a command reaches its cluster. */
public final class ConnectionOptions {
  private static final String DEFAULT_HOST = "127.0.0.1";

  @Option(
      names = {"-h", "--host"},
      paramLabel = "HOST[:PORT]",
      split = ",",
      description = "Any coordinator, or several: with commas, or the flag again (127.0.0.1).")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      split = ",",
      description = "The port of a host that brings none; one for all, or one for each (1982).")
  private List<String> ports = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Give up after 500ms, 10s, 2m (default: 10s).")
  private Duration timeout = Duration.ofSeconds(10);

  /** {@code host:port} of each coordinator given. */
  public List<String> addresses() {
    return Addresses.of(hosts.isEmpty() ? List.of(DEFAULT_HOST) : hosts, ports, Ports.COORDINATOR);
  }

  /** How long a command may take. */
  public Duration timeout() {
    return timeout;
  }

  /** How long an operation on objects may take; servers do not remember outcomes for ever. */
  CallOptions callOptions() {
    try {
      return CallOptions.timeout(timeout);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("USAGE", "--timeout: " + e.getMessage());
    }
  }

  /** The same for the client library. */
  ClientOptions clientOptions() {
    Duration longest = RetryBudget.LONGEST_OPERATION;
    return ClientOptions.builder()
        .coordinators(addresses())
        .timeout(timeout.compareTo(longest) < 0 ? timeout : longest)
        .adminTimeout(timeout)
        .build();
  }
}
