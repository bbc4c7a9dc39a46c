package org.hyperdex.transport.wire;

/**
 * What a process says of itself, and of whom it wants to reach, in the first frame of a stream.
 *
 * @param protocolVersion the sender's {@link #PROTOCOL_VERSION}
 * @param clusterId the cluster the sender belongs to
 * @param kind what the sender is
 * @param serverId the sender's server id; 0 for a client
 * @param incarnation the sender's incarnation; 0 for a client
 * @param addressedServerId the server that is wanted at the other end
 * @param addressedIncarnation the process start of that server that is wanted; 0 for any
 */
public record Hello(
    int protocolVersion,
    String clusterId,
    Kind kind,
    long serverId,
    long incarnation,
    long addressedServerId,
    long addressedIncarnation) {
  /** The version of the wire form this code speaks. */
  public static final int PROTOCOL_VERSION = 1;

  /** What a process at the end of a stream is. The order of the constants is on the wire. */
  public enum Kind {
    CLIENT,
    SERVER
  }

  /** The first frame of a client. */
  public static Hello ofClient(
      String clusterId, long addressedServerId, long addressedIncarnation) {
    return new Hello(
        PROTOCOL_VERSION, clusterId, Kind.CLIENT, 0, 0, addressedServerId, addressedIncarnation);
  }

  /** The first frame of the storage server {@code serverId} in its start {@code incarnation}. */
  public static Hello ofServer(
      String clusterId,
      long serverId,
      long incarnation,
      long addressedServerId,
      long addressedIncarnation) {
    return new Hello(
        PROTOCOL_VERSION,
        clusterId,
        Kind.SERVER,
        serverId,
        incarnation,
        addressedServerId,
        addressedIncarnation);
  }
}
