package org.hyperdex.client.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.transport.control.ConfigurationListener;
import org.hyperdex.transport.control.ControlChannel;
import org.hyperdex.transport.control.ControlException;
import org.hyperdex.transport.control.CoordinatorAddress;
import org.hyperdex.transport.proto.StatusResponse;

/** The coordinators as the source of configurations. */
final class Coordinators implements ClusterSource {
  private final ControlChannel channel;
  private volatile String problem = "";

  Coordinators(List<String> addresses) {
    channel =
        ControlChannel.open(
            addresses.stream().map(CoordinatorAddress::parse).toList(), Optional.empty());
  }

  ControlChannel channel() {
    return channel;
  }

  @Override
  public void follow(Consumer<Configuration> listener) {
    channel.follow(
        0,
        new ConfigurationListener() {
          @Override
          public void configuration(Configuration configuration) {
            problem = "";
            listener.accept(configuration);
          }

          @Override
          public void interrupted(String newProblem) {
            problem = newProblem;
          }
        });
  }

  @Override
  public String problem() {
    return problem;
  }

  @Override
  public long newestVersion(Duration timeout) {
    try {
      StatusResponse status = channel.status(timeout);
      if (status.getLeader() || status.getLeaderAddress().isEmpty()) {
        return status.getConfigurationVersion();
      }
      // A follower may be a moment behind; what its leader says is newest.
      return Math.max(
          status.getConfigurationVersion(),
          channel
              .status(CoordinatorAddress.parse(status.getLeaderAddress()), timeout)
              .getConfigurationVersion());
    } catch (ControlException e) {
      throw failure(e, FailureOutcome.NOT_APPLIED);
    }
  }

  @Override
  public void close() {
    channel.close();
  }

  /** What a failed call to the coordinators means to the application. */
  static HyperDexException failure(ControlException e, FailureOutcome outcome) {
    ErrorCode code =
        switch (e.code()) {
          case UNREACHABLE -> ErrorCode.UNAVAILABLE;
          case WRONG_CLUSTER -> ErrorCode.WRONG_CLUSTER;
          case REFUSED -> ErrorCode.REFUSED;
          case CLOSED -> ErrorCode.CLOSED;
        };
    return new HyperDexException(code, String.valueOf(e.getMessage()), outcome, Map.of(), e);
  }
}
