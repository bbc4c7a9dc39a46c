package org.hyperdex.cli;

/** Numbers of ports. */
public final class Ports {
  /** The greatest number of a port. */
  public static final int LAST = 65_535;

  /** Where a coordinator serves clients unless told otherwise. */
  public static final int COORDINATOR = 1982;

  /** Where a storage server listens unless told otherwise. */
  public static final int STORAGE = 2012;

  /** Where a gateway listens unless told otherwise. */
  public static final int GATEWAY = 8080;

  /** How far above a coordinator's port its Raft port is. */
  public static final int RAFT_OFFSET = 1000;

  /** How far above a coordinator's or storage server's port health and metrics are. */
  public static final int MANAGEMENT_OFFSET = 2000;

  private Ports() {}

  /**
   * The port that {@code text} writes.
   *
   * @param purpose what it is for, for example {@code connect to}
   */
  public static int parse(String purpose, String text) {
    try {
      return inRange(purpose, Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      throw new CommandFailure("USAGE", "port number to " + purpose + " is not a number: " + text);
    }
  }

  /** {@code port}, if it can be one. */
  public static int inRange(String purpose, int port) {
    if (port < 1 || port > LAST) {
      throw new CommandFailure(
          "USAGE",
          "port number to " + purpose + " is out of range: " + port + " (1 to " + LAST + ")");
    }
    return port;
  }
}
