package org.hyperdex.coordinator.state;

import org.hyperdex.coordinator.proto.LogEntry;
import org.hyperdex.core.coordinator.Recovery;
import org.hyperdex.core.coordinator.RepairState;
import org.hyperdex.core.coordinator.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each entry that changed what is published. */
final class EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private EventLog() {}

  static void changed(LogEntry entry, Transition transition) {
    long version = transition.state().coordinator().version();
    switch (entry.getCommandCase()) {
      case SUBMITTED -> LOG.info("configuration={} {}", version, submitted(entry, transition));
      case SERVERS_LOST ->
          entry
              .getServersLost()
              .getServersList()
              .forEach(server ->
                  LOG.warn(
                      "configuration={} server-lost id={} incarnation={} reason={}",
                      version,
                      Long.toUnsignedString(server.getId()),
                      server.getIncarnation(),
                      server.getReason()));
      case ASSIGN_JOINERS -> LOG.info("configuration={} joiners-assigned", version);
      case JOINERS_READY ->
          LOG.info(
              "configuration={} joiners-ready count={}",
              version,
              entry.getJoinersReady().getPlacesCount());
      case RETIRE_MEMBERS ->
          LOG.info(
              "configuration={} members-retired count={}",
              version,
              entry.getRetireMembers().getPlacesCount());
      case INDICES_READY ->
          LOG.info(
              "configuration={} indices-ready ids={}",
              version,
              entry.getIndicesReady().getIndicesList());
      case COORDINATOR_PRESENT -> {
        MemberAddress member = Members.of(entry.getCoordinatorPresent().getMember());
        LOG.info(
            "configuration={} coordinator-present id={} address={}",
            version,
            member.nodeId(),
            member.clientAddress());
      }
      case ADVANCE_RECOVERIES, NUDGE, COMMAND_NOT_SET ->
          LOG.warn("configuration={} by an entry without a command", version);
    }
  }

  /** One line for each phase that a recovery has begun. */
  static void recoveries(RepairState before, RepairState after) {
    for (Recovery recovery : after.recoveries()) {
      int known = before.recovery(recovery.id()).map(old -> old.steps().size()).orElse(0);
      for (Recovery.Step step : recovery.steps().subList(known, recovery.steps().size())) {
        LOG.info(
            "recovery={} phase={} reason={} server={} regions={} elapsed_ms={}",
            recovery.id(),
            step.phase(),
            step.reason(),
            Long.toUnsignedString(recovery.server()),
            recovery.regions().size(),
            Math.max(0, step.atMillis() - recovery.steps().getFirst().atMillis()));
      }
    }
  }

  private static String submitted(LogEntry entry, Transition transition) {
    var request = entry.getSubmitted();
    return switch (request.getCommandCase()) {
      case ADD_SPACE ->
          "space-added name=" + transition.state().coordinator().spaces().getLast().name();
      case REMOVE_SPACE -> "space-removed name=" + request.getRemoveSpace().getName();
      case RENAME_SPACE ->
          "space-renamed from="
              + request.getRenameSpace().getFrom()
              + " to="
              + request.getRenameSpace().getTo();
      case SET_READ_ONLY -> "read-only=" + request.getSetReadOnly().getReadOnly();
      case REGISTER_SERVER ->
          server("server-registered", request.getRegisterServer().getId())
              + " address="
              + request.getRegisterServer().getHost()
              + ":"
              + request.getRegisterServer().getPort();
      case SERVER_ONLINE -> {
        var online = request.getServerOnline();
        yield online.getStart() == 0
            ? server("server-released", online.getId())
            : server("server-online", online.getId())
                + " address="
                + online.getHost()
                + ":"
                + online.getPort()
                + (transition.response() instanceof Response.Done done
                    ? " incarnation=" + done.incarnation()
                    : "");
      }
      case SERVER_SHUTDOWN -> server("server-shutdown", request.getServerShutdown().getId());
      case SERVER_OFFLINE -> server("server-offline", request.getServerOffline().getId());
      case SERVER_KILL -> server("server-killed", request.getServerKill().getId());
      case SERVER_FORGET ->
          server("server-forgotten", request.getServerForget().getId())
              + (request.getServerForget().getAcceptDataLoss() ? " data-loss=accepted" : "");
      case SET_FAULT_TOLERANCE ->
          "fault-tolerance space="
              + request.getSetFaultTolerance().getSpace()
              + " failures="
              + request.getSetFaultTolerance().getFaultTolerance();
      case ADD_INDEX ->
          "index-added space="
              + request.getAddIndex().getSpace()
              + " attribute="
              + request.getAddIndex().getAttribute();
      case REMOVE_INDEX -> "index-removed id=" + request.getRemoveIndex().getIndex();
      case REMOVE_COORDINATOR -> "coordinator-removed id=" + request.getRemoveCoordinator().getId();
      case COMMAND_NOT_SET -> "by a request without a command";
    };
  }

  private static String server(String event, long id) {
    return event + " id=" + Long.toUnsignedString(id);
  }
}
