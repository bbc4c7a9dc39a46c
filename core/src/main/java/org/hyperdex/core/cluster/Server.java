package org.hyperdex.core.cluster;

/**
 * A storage server as the configuration knows it.
 *
 * @param id random, chosen by the server when its data directory was made; never reused
 * @param host where it listens
 * @param port where it listens
 * @param state where it stands in its life
 * @param zone the failure zone it was labelled with; empty if none
 * @param incarnation counts its process starts; messages of an older incarnation are void
 */
public record Server(
    long id, String host, int port, ServerState state, String zone, long incarnation) {
  /** {@code host:port}. */
  public String address() {
    return host + ":" + port;
  }
}
