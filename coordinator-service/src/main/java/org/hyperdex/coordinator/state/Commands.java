package org.hyperdex.coordinator.state;

import java.util.Optional;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.transport.proto.ServerOnline;
import org.hyperdex.transport.proto.SubmitRequest;

/** Commands as clients send them. */
public final class Commands {
  private Commands() {}

  /**
   * What a request asks for; empty if it asks for nothing this version knows.
   *
   * <p>{@code ServerOnline} with no start is not a process but an operator, who releases a server
   * that was held offline.
   */
  public static Optional<Command> of(SubmitRequest request) {
    long client = request.getClient();
    long sequence = request.getSequence();
    Command command =
        switch (request.getCommandCase()) {
          case ADD_SPACE ->
              new Command.AddSpace(client, sequence, request.getAddSpace().getDescription());
          case REMOVE_SPACE ->
              new Command.RemoveSpace(client, sequence, request.getRemoveSpace().getName());
          case RENAME_SPACE ->
              new Command.RenameSpace(
                  client,
                  sequence,
                  request.getRenameSpace().getFrom(),
                  request.getRenameSpace().getTo());
          case SET_READ_ONLY ->
              new Command.SetReadOnly(client, sequence, request.getSetReadOnly().getReadOnly());
          case REGISTER_SERVER -> {
            var register = request.getRegisterServer();
            yield new Command.RegisterServer(
                client,
                sequence,
                register.getId(),
                register.getHost(),
                register.getPort(),
                register.getZone());
          }
          case SERVER_ONLINE -> online(client, sequence, request.getServerOnline());
          case SERVER_SHUTDOWN ->
              new Command.ServerShutdown(
                  client,
                  sequence,
                  request.getServerShutdown().getId(),
                  request.getServerShutdown().getIncarnation());
          case SERVER_OFFLINE ->
              new Command.ServerOffline(client, sequence, request.getServerOffline().getId());
          case SERVER_KILL ->
              new Command.ServerKill(client, sequence, request.getServerKill().getId());
          case SERVER_FORGET ->
              new Command.ServerForget(
                  client,
                  sequence,
                  request.getServerForget().getId(),
                  request.getServerForget().getAcceptDataLoss());
          case SET_FAULT_TOLERANCE ->
              new Command.SetFaultTolerance(
                  client,
                  sequence,
                  request.getSetFaultTolerance().getSpace(),
                  request.getSetFaultTolerance().getFaultTolerance());
          case ADD_INDEX ->
              new Command.AddIndex(
                  client,
                  sequence,
                  request.getAddIndex().getSpace(),
                  request.getAddIndex().getAttribute());
          case REMOVE_INDEX ->
              new Command.RemoveIndex(client, sequence, request.getRemoveIndex().getIndex());
          case REMOVE_COORDINATOR ->
              new Command.RemoveCoordinator(
                  client, sequence, request.getRemoveCoordinator().getId());
          case COMMAND_NOT_SET -> null;
        };
    return Optional.ofNullable(command);
  }

  private static Command online(long client, long sequence, ServerOnline online) {
    return online.getStart() == 0
        ? new Command.ReleaseServer(client, sequence, online.getId())
        : new Command.ServerOnline(
            client,
            sequence,
            online.getId(),
            online.getHost(),
            online.getPort(),
            online.getZone(),
            online.getStart());
  }
}
