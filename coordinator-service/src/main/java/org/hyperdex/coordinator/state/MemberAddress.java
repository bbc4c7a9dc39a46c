package org.hyperdex.coordinator.state;

/**
 * A coordinator node and where it is.
 *
 * @param nodeId its name in the cluster
 * @param peerId its name in the replication group
 * @param host where it is reached
 * @param port where clients call
 * @param raftPort where the other nodes call
 */
public record MemberAddress(String nodeId, String peerId, String host, int port, int raftPort) {
  /** {@code host:port} for clients. */
  public String clientAddress() {
    return host + ":" + port;
  }

  /** {@code host:port} for the other nodes. */
  public String raftAddress() {
    return host + ":" + raftPort;
  }
}
