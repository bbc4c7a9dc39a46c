package org.hyperdex.coordinator.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.coordinator.FailureDetector;

/** Asks a server's host whether a process has the server's port. */
final class PortProbe {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private PortProbe() {}

  /** Blocks for a moment at most. Only the host's own refusal is one; anything else is not. */
  static FailureDetector.Answer ask(Server server) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(server.host(), server.port()), (int) PATIENCE.toMillis());
      return FailureDetector.Answer.OTHER;
    } catch (ConnectException e) {
      String text = String.valueOf(e.getMessage());
      return text.contains("refused")
          ? FailureDetector.Answer.REFUSED
          : FailureDetector.Answer.OTHER;
    } catch (IOException e) {
      return FailureDetector.Answer.OTHER;
    }
  }
}
