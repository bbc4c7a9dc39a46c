package org.hyperdex.coordinator.directory;

/**
 * Who a node is.
 *
 * @param clusterId the cluster it belongs to, a UUID
 * @param nodeId its name in the cluster, never reused
 * @param peerId its name in the replication group; another one after it moved to another address
 * @param address where its peers reach it, as it was when {@code peerId} was made
 * @param phase how far it came
 */
public record Identity(
    String clusterId, String nodeId, String peerId, String address, Phase phase) {

  /** How far a node came in becoming a member. */
  public enum Phase {
    /** It makes a new cluster of which it is the only member; its log may not exist yet. */
    FOUNDING,
    /** It asks to become a member; its log may not exist yet. */
    JOINING,
    /** It was a member: its log holds votes and entries others rely on and must not vanish. */
    MEMBER
  }

  /** This identity at another phase. */
  public Identity withPhase(Phase newPhase) {
    return new Identity(clusterId, nodeId, peerId, address, newPhase);
  }

  /** This identity under another name in the replication group, at another address. */
  public Identity withPeer(String newPeerId, String newAddress) {
    return new Identity(clusterId, nodeId, newPeerId, newAddress, phase);
  }
}
