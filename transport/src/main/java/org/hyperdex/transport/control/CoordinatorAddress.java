package org.hyperdex.transport.control;

import java.util.Arrays;
import java.util.List;

/** Where a coordinator serves its clients. */
public record CoordinatorAddress(String host, int port) {
  /** The port of a coordinator that is named without one. */
  public static final int DEFAULT_PORT = 1982;

  private static final int MAXIMUM_PORT = 65_535;

  /**
   * Reads {@code host:port}, or {@code host} alone for {@link #DEFAULT_PORT}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static CoordinatorAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    int port = colon < 0 ? DEFAULT_PORT : port(text, text.substring(colon + 1));
    if (host.isBlank() || port < 1 || port > MAXIMUM_PORT) {
      throw malformed(text);
    }
    return new CoordinatorAddress(host, port);
  }

  /**
   * Reads several addresses separated by commas.
   *
   * @throws IllegalArgumentException if there is none, or one is malformed
   */
  public static List<CoordinatorAddress> parseList(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .map(CoordinatorAddress::parse)
        .toList();
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }

  private static int port(String text, String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "a coordinator's address looks like 127.0.0.1:1982, not like '" + text + "'");
  }
}
