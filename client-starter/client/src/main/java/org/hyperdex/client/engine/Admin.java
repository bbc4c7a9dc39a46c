package org.hyperdex.client.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.CoordinatorStatus;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.InvalidSpaceException;
import org.hyperdex.client.RecoveryReport;
import org.hyperdex.client.binding.Binding;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Coordinator;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.schema.AttributePath;
import org.hyperdex.core.schema.SpaceDescriptionException;
import org.hyperdex.core.schema.SpaceParser;
import org.hyperdex.transport.control.ConfigurationCodec;
import org.hyperdex.transport.control.ControlChannel;
import org.hyperdex.transport.control.ControlException;
import org.hyperdex.transport.control.CoordinatorAddress;
import org.hyperdex.transport.proto.AddIndex;
import org.hyperdex.transport.proto.AddSpace;
import org.hyperdex.transport.proto.CoordinatorNode;
import org.hyperdex.transport.proto.RegisterServer;
import org.hyperdex.transport.proto.RemoveCoordinator;
import org.hyperdex.transport.proto.RemoveIndex;
import org.hyperdex.transport.proto.RemoveSpace;
import org.hyperdex.transport.proto.RenameSpace;
import org.hyperdex.transport.proto.ServerForget;
import org.hyperdex.transport.proto.ServerKill;
import org.hyperdex.transport.proto.ServerOffline;
import org.hyperdex.transport.proto.ServerOnline;
import org.hyperdex.transport.proto.SetFaultTolerance;
import org.hyperdex.transport.proto.SetReadOnly;
import org.hyperdex.transport.proto.StatusResponse;
import org.hyperdex.transport.proto.SubmitRequest;
import org.hyperdex.transport.proto.SubmitResponse;
import org.hyperdex.transport.proto.WaitUntilStableResponse;

/**
 * Administration over the control channel. A command that has changed the configuration returns
 * when this client has that configuration, so its next operation sees the change.
 */
final class Admin implements ClusterAdmin {
  private final ControlChannel channel;
  private final Configurations configurations;
  private final Clock clock;
  private final Duration timeout;

  Admin(ControlChannel channel, Configurations configurations, Clock clock, Duration timeout) {
    this.channel = channel;
    this.configurations = configurations;
    this.clock = clock;
    this.timeout = timeout;
  }

  @Override
  public ClusterAdmin withTimeout(Duration newTimeout) {
    if (!newTimeout.isPositive()) {
      throw new IllegalArgumentException("a timeout must be positive, not " + newTimeout);
    }
    return new Admin(channel, configurations, clock, newTimeout);
  }

  @Override
  public void addSpace(String description) {
    long deadlineNanos = clock.deadlineNanos(timeout);
    SubmitRequest.Builder command =
        SubmitRequest.newBuilder().setAddSpace(AddSpace.newBuilder().setDescription(description));
    long version = submit(command, deadlineNanos);
    Optional<String> name = nameOf(description);
    configurations.await(
        known ->
            known.version() >= version
                && (isWithoutServers(known)
                    || name.flatMap(known::space).map(Admin::hasServers).orElse(true)),
        deadlineNanos);
  }

  @Override
  public void removeSpace(String name) {
    run(SubmitRequest.newBuilder().setRemoveSpace(RemoveSpace.newBuilder().setName(name)));
  }

  @Override
  public void renameSpace(String from, String to) {
    run(
        SubmitRequest.newBuilder()
            .setRenameSpace(RenameSpace.newBuilder().setFrom(from).setTo(to)));
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    run(SubmitRequest.newBuilder().setSetReadOnly(SetReadOnly.newBuilder().setReadOnly(readOnly)));
  }

  @Override
  public void serverRegister(long id, String host, int port, String zone) {
    run(
        SubmitRequest.newBuilder()
            .setRegisterServer(
                RegisterServer.newBuilder().setId(id).setHost(host).setPort(port).setZone(zone)));
  }

  /** Without a start it is not a process that speaks, but somebody who lets one come back. */
  @Override
  public void serverOnline(long id) {
    run(SubmitRequest.newBuilder().setServerOnline(ServerOnline.newBuilder().setId(id)));
  }

  @Override
  public void serverOffline(long id) {
    run(SubmitRequest.newBuilder().setServerOffline(ServerOffline.newBuilder().setId(id)));
  }

  @Override
  public void serverKill(long id) {
    run(SubmitRequest.newBuilder().setServerKill(ServerKill.newBuilder().setId(id)));
  }

  @Override
  public void serverForget(long id) {
    run(SubmitRequest.newBuilder().setServerForget(ServerForget.newBuilder().setId(id)));
  }

  @Override
  public void serverForget(long id, boolean acceptDataLoss) {
    run(
        SubmitRequest.newBuilder()
            .setServerForget(
                ServerForget.newBuilder().setId(id).setAcceptDataLoss(acceptDataLoss)));
  }

  @Override
  public void setFaultTolerance(String space, int failures) {
    if (failures < 0) {
      throw new HyperDexException(
          ErrorCode.MALFORMED, "the failures a space tolerates must not be negative: " + failures);
    }
    run(
        SubmitRequest.newBuilder()
            .setSetFaultTolerance(
                SetFaultTolerance.newBuilder().setSpace(space).setFaultTolerance(failures)));
  }

  @Override
  public long addIndex(String space, String attribute) {
    Binding.requireNameable(attribute);
    long deadlineNanos = clock.deadlineNanos(timeout);
    long version =
        submit(
            SubmitRequest.newBuilder()
                .setAddIndex(AddIndex.newBuilder().setSpace(space).setAttribute(attribute)),
            deadlineNanos);
    awaitVersion(version, deadlineNanos);
    // Ids rise, and an attribute has one index.
    return configurations
        .newest()
        .flatMap(known -> known.space(space))
        .flatMap(known -> indexOn(known, attribute))
        .map(Index::id)
        .orElseThrow(() ->
            new HyperDexException(
                ErrorCode.NOT_FOUND, "the index was removed again by somebody else"));
  }

  private static Optional<Index> indexOn(Space space, String attribute) {
    AttributePath path = AttributePath.parse(attribute);
    return space.indices().stream().filter(index -> space.indexed(index).equals(path)).findFirst();
  }

  @Override
  public void removeIndex(long index) {
    run(SubmitRequest.newBuilder().setRemoveIndex(RemoveIndex.newBuilder().setIndex(index)));
  }

  @Override
  public boolean awaitIndex(long index) {
    Optional<Configuration> known =
        configurations.await(
            configuration ->
                index(configuration, index)
                    .map(one -> one.state() == Index.State.READY)
                    .orElse(true),
            clock.deadlineNanos(timeout));
    if (known.isPresent() && index(known.get(), index).isEmpty()) {
      throw new HyperDexException(ErrorCode.NOT_FOUND, "there is no index " + index);
    }
    return known.isPresent();
  }

  private static Optional<Index> index(Configuration configuration, long id) {
    return configuration.spaces().stream()
        .flatMap(space -> space.indices().stream())
        .filter(index -> index.id() == id)
        .findFirst();
  }

  @Override
  public List<IndexBuild> indexing() {
    try {
      return leaderStatus().getIndexingList().stream()
          .map(one -> new IndexBuild(one.getIndex(), one.getRowsDone(), one.getRowsTotal()))
          .toList();
    } catch (ControlException e) {
      throw Coordinators.failure(e, FailureOutcome.NOT_APPLIED);
    }
  }

  /** What the leader says, if somebody knows it, or else anybody. */
  private StatusResponse leaderStatus() {
    StatusResponse status = channel.status(timeout);
    return status.getLeader() || status.getLeaderAddress().isEmpty()
        ? status
        : channel.status(CoordinatorAddress.parse(status.getLeaderAddress()), timeout);
  }

  @Override
  public void removeCoordinator(String id) {
    run(SubmitRequest.newBuilder().setRemoveCoordinator(RemoveCoordinator.newBuilder().setId(id)));
  }

  @Override
  public Stability waitUntilStable(Duration patience) {
    try {
      WaitUntilStableResponse response = channel.waitUntilStable(patience);
      return new Stability(
          response.getStable(), response.getConfigurationVersion(), response.getMissing());
    } catch (ControlException e) {
      throw Coordinators.failure(e, FailureOutcome.NOT_APPLIED);
    }
  }

  @Override
  public List<RecoveryReport> recoveries() {
    try {
      return channel.status(timeout).getRecoveriesList().stream().map(Recoveries::of).toList();
    } catch (ControlException e) {
      throw Coordinators.failure(e, FailureOutcome.NOT_APPLIED);
    }
  }

  @Override
  public CoordinatorStatus status() {
    try {
      StatusResponse status = channel.status(timeout);
      return new CoordinatorStatus(
          status.getClusterId(),
          status.getNodeId(),
          status.getLeader(),
          status.getLeaderAddress(),
          coordinators(status.getCoordinatorsList()),
          coordinators(status.getJoiningList()),
          status.getConfigurationVersion(),
          status.getReady());
    } catch (ControlException e) {
      throw Coordinators.failure(e, FailureOutcome.NOT_APPLIED);
    }
  }

  private static List<Coordinator> coordinators(List<CoordinatorNode> nodes) {
    return nodes.stream().map(ConfigurationCodec::coordinator).toList();
  }

  private void run(SubmitRequest.Builder command) {
    long deadlineNanos = clock.deadlineNanos(timeout);
    awaitVersion(submit(command, deadlineNanos), deadlineNanos);
  }

  /**
   * Waits for the configuration with the command's effect; without it the command is done as well.
   */
  private void awaitVersion(long version, long deadlineNanos) {
    configurations.await(known -> known.version() >= version, deadlineNanos);
  }

  private long submit(SubmitRequest.Builder command, long deadlineNanos) {
    SubmitResponse response;
    try {
      response =
          channel.submit(
              command.build(), Duration.ofNanos(Math.max(1, deadlineNanos - clock.nowNanos())));
    } catch (ControlException e) {
      throw Coordinators.failure(
          e, e.mayHaveTakenEffect() ? FailureOutcome.UNKNOWN : FailureOutcome.NOT_APPLIED);
    }
    if (response.getError().isEmpty()) {
      return response.getConfigurationVersion();
    }
    throw refusal(response);
  }

  private static HyperDexException refusal(SubmitResponse response) {
    String detail = response.getDetail();
    return switch (response.getError()) {
      case "INVALID_SPACE" ->
          new InvalidSpaceException(
              detail, response.getLine(), response.getColumn(), response.getRule());
      case "NOT_FOUND" -> new HyperDexException(ErrorCode.NOT_FOUND, detail);
      case "DUPLICATE" -> new HyperDexException(ErrorCode.DUPLICATE, detail);
      case "MALFORMED" -> new HyperDexException(ErrorCode.MALFORMED, detail);
      case "REFUSED", "KILLED" -> new HyperDexException(ErrorCode.REFUSED, detail);
      case "NOT_FOUNDED" -> new HyperDexException(ErrorCode.UNAVAILABLE, detail);
      case "OUTCOME_FORGOTTEN" ->
          new HyperDexException(ErrorCode.REFUSED, detail, FailureOutcome.UNKNOWN);
      default -> new HyperDexException(ErrorCode.REFUSED, response.getError() + ": " + detail);
    };
  }

  /**
   * The name in a description the coordinator has taken, if this version of the client reads it.
   */
  private static Optional<String> nameOf(String description) {
    try {
      return Optional.of(SpaceParser.parse(description).name());
    } catch (SpaceDescriptionException _) {
      return Optional.empty();
    }
  }

  /** Whether nobody could keep a region yet: there is nothing to wait for then. */
  private static boolean isWithoutServers(Configuration known) {
    return known.servers().stream().noneMatch(server -> server.state() == ServerState.AVAILABLE);
  }

  private static boolean hasServers(Space space) {
    return space.subspaces().stream()
        .flatMap(subspace -> subspace.regions().stream())
        .noneMatch(region -> region.chain().isEmpty());
  }
}
