package org.hyperdex.coordinator;

import java.nio.file.Path;
import java.util.List;

/**
 * What a coordinator node is started with.
 *
 * @param listen the address to bind, at which others reach the node as well
 * @param port where clients, servers and joining nodes call; 1..65535
 * @param raftPort where the other nodes call; 1..65535
 * @param data the data directory
 * @param connect addresses of the cluster to join, {@code host:port}; empty to found a cluster when
 *     the data directory is empty; only a hint when it is not
 * @param recovery how failures of storage servers are found and repaired
 * @param snapshotEntries log entries after which a snapshot is written
 * @param segmentBytes the size at which a log file is closed; whole files are dropped once a
 *     snapshot covers them
 */
public record CoordinatorOptions(
    String listen,
    int port,
    int raftPort,
    Path data,
    List<String> connect,
    RecoveryOptions recovery,
    long snapshotEntries,
    int segmentBytes) {
  /** What is added to the client port when no Raft port is given. */
  public static final int RAFT_PORT_OFFSET = 1000;

  /** What is added to the client port for the management port. */
  public static final int MANAGEMENT_PORT_OFFSET = 2000;

  private static final long SNAPSHOT_ENTRIES = 1000;
  private static final int SEGMENT_BYTES = 4 << 20;

  public CoordinatorOptions {
    connect = List.copyOf(connect);
    requirePort(port, "port");
    requirePort(raftPort, "Raft port");
    if (listen.isBlank() || listen.equals("0.0.0.0") || listen.equals("::")) {
      throw new IllegalArgumentException(
          "listen must be an address at which others reach this node, not a wildcard: " + listen);
    }
    if (snapshotEntries < 1) {
      throw new IllegalArgumentException("snapshotEntries must be positive: " + snapshotEntries);
    }
  }

  private static void requirePort(int port, String name) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(name + " must be between 1 and 65535: " + port);
    }
  }

  /** A node on the loopback interface with its Raft port beside its client port. */
  public static CoordinatorOptions of(Path data, int port) {
    return new CoordinatorOptions(
        "127.0.0.1",
        port,
        port + RAFT_PORT_OFFSET,
        data,
        List.of(),
        RecoveryOptions.DEFAULT,
        SNAPSHOT_ENTRIES,
        SEGMENT_BYTES);
  }

  public CoordinatorOptions withListen(String newListen) {
    return new CoordinatorOptions(
        newListen, port, raftPort, data, connect, recovery, snapshotEntries, segmentBytes);
  }

  public CoordinatorOptions withPorts(int newPort, int newRaftPort) {
    return new CoordinatorOptions(
        listen, newPort, newRaftPort, data, connect, recovery, snapshotEntries, segmentBytes);
  }

  public CoordinatorOptions withConnect(List<String> newConnect) {
    return new CoordinatorOptions(
        listen, port, raftPort, data, newConnect, recovery, snapshotEntries, segmentBytes);
  }

  public CoordinatorOptions withRecovery(RecoveryOptions newRecovery) {
    return new CoordinatorOptions(
        listen, port, raftPort, data, connect, newRecovery, snapshotEntries, segmentBytes);
  }

  public CoordinatorOptions withSnapshots(long newSnapshotEntries, int newSegmentBytes) {
    return new CoordinatorOptions(
        listen, port, raftPort, data, connect, recovery, newSnapshotEntries, newSegmentBytes);
  }

  /** {@code host:port} for clients. */
  public String address() {
    return listen + ":" + port;
  }

  /** {@code host:port} for the other nodes. */
  public String raftAddress() {
    return listen + ":" + raftPort;
  }
}
