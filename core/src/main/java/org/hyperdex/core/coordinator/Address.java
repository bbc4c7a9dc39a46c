package org.hyperdex.core.coordinator;

import java.util.Optional;

/** What can be wrong with an address before anybody has tried it. */
final class Address {
  private static final int LAST_PORT = 65535;

  private Address() {}

  /** What is wrong with {@code host} and {@code port}, if anything. */
  static Optional<String> problem(String host, int port) {
    if (host.isBlank()) {
      return Optional.of("the host must not be empty");
    }
    if (port < 1 || port > LAST_PORT) {
      return Optional.of("the port must be in 1.." + LAST_PORT + ", it is " + port);
    }
    return Optional.empty();
  }
}
