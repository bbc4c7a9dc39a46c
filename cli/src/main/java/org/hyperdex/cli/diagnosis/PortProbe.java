package org.hyperdex.cli.diagnosis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** Whether something listens at an address. */
final class PortProbe {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private PortProbe() {}

  /** Why a connection to {@code address} cannot be made; empty if it can. */
  static Optional<String> problem(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon);
    int port = Integer.parseInt(address.substring(colon + 1));
    InetSocketAddress socketAddress = new InetSocketAddress(host, port);
    if (socketAddress.isUnresolved()) {
      return Optional.of("there is no host '" + host + "'");
    }
    try (Socket socket = new Socket()) {
      socket.connect(socketAddress, (int) LONGEST.toMillis());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("nothing answers at " + address);
    }
  }
}
