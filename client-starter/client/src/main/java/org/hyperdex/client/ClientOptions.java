package org.hyperdex.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.hyperdex.core.protocol.RetryBudget;
import org.hyperdex.transport.control.CoordinatorAddress;

/**
 * How a client behaves.
 *
 * @param coordinators {@code host:port} (or {@code host}, for port 1982) of one or more
 *     coordinators; the client learns the others
 * @param timeout how long an operation may take that names no timeout of its own; at most {@link
 *     RetryBudget#LONGEST_OPERATION}
 * @param adminTimeout how long a call of {@link ClusterAdmin} may take
 * @param maxOutstanding how many gets, writes and counts may be in flight before callers wait
 * @param maxOutstandingBytes how many bytes the keys and values of writes in flight may have before
 *     callers wait; of those that have less than 1 KiB nothing is counted
 * @param searchWindowRows how many rows of one search may be on their way or waiting to be read
 * @param searchKeyBytes how much memory the keys may take of what all open searches have delivered,
 *     which are remembered to deliver no object twice. A search in which objects cannot move
 *     between regions goes on without them, and fails only if a server does; any other one fails
 * @param completions where futures are completed; empty for virtual threads of the client's own. An
 *     executor that runs tasks in the calling thread completes them on network threads: then no
 *     dependent stage may ever block
 */
public record ClientOptions(
    List<String> coordinators,
    Duration timeout,
    Duration adminTimeout,
    int maxOutstanding,
    long maxOutstandingBytes,
    int searchWindowRows,
    long searchKeyBytes,
    Optional<Executor> completions) {
  public ClientOptions {
    coordinators =
        coordinators.stream()
            .map(address -> CoordinatorAddress.parse(address.strip()).toString())
            .toList();
    if (coordinators.isEmpty()) {
      throw new IllegalArgumentException("at least one coordinator is needed, as host:port");
    }
    CallOptions.requirePositive(timeout);
    RetryBudget.requireOperation(timeout);
    CallOptions.requirePositive(adminTimeout);
    if (maxOutstanding < 1) {
      throw new IllegalArgumentException("maxOutstanding must be positive, not " + maxOutstanding);
    }
    if (maxOutstandingBytes < 1) {
      throw new IllegalArgumentException(
          "maxOutstandingBytes must be positive, not " + maxOutstandingBytes);
    }
    if (searchWindowRows < 1) {
      throw new IllegalArgumentException(
          "searchWindowRows must be positive, not " + searchWindowRows);
    }
    if (searchKeyBytes < 0) {
      throw new IllegalArgumentException(
          "searchKeyBytes must not be negative, but is " + searchKeyBytes);
    }
  }

  /** Options with all defaults, to be changed. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects options. */
  public static final class Builder {
    private final List<String> coordinators = new ArrayList<>();
    private Duration timeout = CallOptions.DEFAULT.timeout();
    private Duration adminTimeout = Duration.ofSeconds(10);
    private int maxOutstanding = 4096;
    private long maxOutstandingBytes = Runtime.getRuntime().maxMemory() / 16;
    private int searchWindowRows = 4096;
    private long searchKeyBytes = Runtime.getRuntime().maxMemory() / 8;
    private Optional<Executor> completions = Optional.empty();

    private Builder() {}

    /** Adds coordinators: {@code host:port}, or several with commas between them. */
    public Builder coordinators(String addresses) {
      for (String address : addresses.split(",", -1)) {
        if (!address.isBlank()) {
          coordinators.add(address);
        }
      }
      return this;
    }

    /** Adds coordinators, each {@code host:port}. */
    public Builder coordinators(List<String> addresses) {
      coordinators.addAll(addresses);
      return this;
    }

    /** Default: 5 s. */
    public Builder timeout(Duration newTimeout) {
      timeout = newTimeout;
      return this;
    }

    /** Default: 10 s. */
    public Builder adminTimeout(Duration newTimeout) {
      adminTimeout = newTimeout;
      return this;
    }

    /** Default: 4096. */
    public Builder maxOutstanding(int operations) {
      maxOutstanding = operations;
      return this;
    }

    /** Default: a sixteenth of the memory this process may use. */
    public Builder maxOutstandingBytes(long bytes) {
      maxOutstandingBytes = bytes;
      return this;
    }

    /** Default: 4096. */
    public Builder searchWindowRows(int rows) {
      searchWindowRows = rows;
      return this;
    }

    /** Default: an eighth of the memory this process may use. */
    public Builder searchKeyBytes(long bytes) {
      searchKeyBytes = bytes;
      return this;
    }

    /** Default: virtual threads of the client's own. */
    public Builder completions(Executor executor) {
      completions = Optional.of(executor);
      return this;
    }

    /** The options; throws {@link IllegalArgumentException} if they make no sense. */
    public ClientOptions build() {
      return new ClientOptions(
          coordinators,
          timeout,
          adminTimeout,
          maxOutstanding,
          maxOutstandingBytes,
          searchWindowRows,
          searchKeyBytes,
          completions);
    }
  }
}
