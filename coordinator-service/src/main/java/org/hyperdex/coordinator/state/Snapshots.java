package org.hyperdex.coordinator.state;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperdex.coordinator.proto.Recorded;
import org.hyperdex.coordinator.proto.ServerExtra;
import org.hyperdex.coordinator.proto.Session;
import org.hyperdex.coordinator.proto.Snapshot;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.KnownServer;
import org.hyperdex.core.coordinator.ResponseHistory;
import org.hyperdex.transport.control.ConfigurationCodec;

/** The whole state as bytes. */
public final class Snapshots {
  private Snapshots() {}

  /** Writes a state. */
  public static byte[] encode(ClusterState state) {
    CoordinatorState coordinator = state.coordinator();
    Snapshot.Builder snapshot =
        Snapshot.newBuilder()
            .setConfiguration(ConfigurationCodec.toProto(coordinator.configuration()))
            .setNextId(coordinator.nextId())
            .setRepairs(Repairs.toProto(coordinator.repair()));
    for (KnownServer server : coordinator.servers()) {
      snapshot.addServerExtras(
          ServerExtra.newBuilder().setStart(server.start()).setHeld(server.held()));
    }
    coordinator.responses().sessions().forEach(session -> snapshot.addSessions(toProto(session)));
    state.members().values().forEach(member -> snapshot.addMembers(Members.toProto(member)));
    return snapshot.build().toByteArray();
  }

  private static Session toProto(ResponseHistory.Session session) {
    Session.Builder proto =
        Session.newBuilder()
            .setClient(session.client())
            .setForgottenThrough(session.forgottenThrough());
    for (ResponseHistory.Recorded recorded : session.responses()) {
      proto.addResponses(
          Recorded.newBuilder()
              .setSequence(recorded.sequence())
              .setResponse(Responses.toProto(recorded.response())));
    }
    return proto.build();
  }

  /**
   * Reads a state.
   *
   * @throws IllegalStateException if the bytes are not a snapshot
   */
  public static ClusterState decode(byte[] bytes) {
    try {
      return decode(Snapshot.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the snapshot cannot be read", e);
    }
  }

  private static ClusterState decode(Snapshot snapshot) {
    Configuration configuration = ConfigurationCodec.fromProto(snapshot.getConfiguration());
    if (configuration.servers().size() != snapshot.getServerExtrasCount()) {
      throw new IllegalStateException("the snapshot contradicts itself about its servers");
    }
    List<KnownServer> servers = new ArrayList<>();
    for (int i = 0; i < configuration.servers().size(); i++) {
      ServerExtra extra = snapshot.getServerExtras(i);
      servers.add(
          new KnownServer(configuration.servers().get(i), extra.getStart(), extra.getHeld()));
    }
    SortedMap<String, MemberAddress> members = new TreeMap<>();
    snapshot.getMembersList().stream()
        .map(Members::of)
        .forEach(member -> members.put(member.nodeId(), member));
    return new ClusterState(
        new CoordinatorState(
            configuration.clusterId(),
            configuration.version(),
            snapshot.getNextId(),
            configuration.readOnly(),
            configuration.coordinators(),
            servers,
            configuration.spaces(),
            Repairs.of(snapshot.getRepairs()),
            new ResponseHistory(
                snapshot.getSessionsList().stream().map(Snapshots::fromProto).toList())),
        members);
  }

  private static ResponseHistory.Session fromProto(Session session) {
    return new ResponseHistory.Session(
        session.getClient(),
        session.getForgottenThrough(),
        session.getResponsesList().stream()
            .map(recorded ->
                new ResponseHistory.Recorded(
                    recorded.getSequence(), Responses.of(recorded.getResponse())))
            .toList());
  }
}
