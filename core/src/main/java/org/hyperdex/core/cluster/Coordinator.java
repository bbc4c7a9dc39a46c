package org.hyperdex.core.cluster;

/**
 * A coordinator node as the configuration knows it.
 *
 * @param id its name among the coordinators
 * @param host where it serves clients
 * @param port where it serves clients
 */
public record Coordinator(String id, String host, int port) {
  /** {@code host:port}. */
  public String address() {
    return host + ":" + port;
  }
}
