package org.hyperdex.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Ports;

/** Whether all ports of a layout can be had. */
final class PortCheck {
  private static final String ADVICE =
      "; choose others with --port, --storage-port and --gateway-port";

  private PortCheck() {}

  /** Fails if a port is taken, asked for twice, or is none. */
  static void check(ClusterLayout layout) {
    Map<Integer, Member> users = new LinkedHashMap<>();
    for (Member member : layout.members()) {
      for (int port : member.ports()) {
        if (port < 1 || port > Ports.LAST) {
          throw new CommandFailure(
              "USAGE", member.name() + " would need port " + port + ", which is none" + ADVICE);
        }
        Member other = users.putIfAbsent(port, member);
        if (other != null) {
          throw new CommandFailure(
              "USAGE",
              other.name() + " and " + member.name() + " would both need port " + port + ADVICE);
        }
      }
    }
    List<String> taken = new ArrayList<>();
    users.forEach((port, member) -> {
      if (!free(port)) {
        taken.add(port + " (" + member.name() + ")");
      }
    });
    if (!taken.isEmpty()) {
      throw new CommandFailure(
          "PORT_IN_USE",
          "cannot start: in use "
              + (taken.size() == 1 ? "is port " : "are ports ")
              + String.join(", ", taken)
              + "; stop what uses "
              + (taken.size() == 1 ? "it" : "them")
              + ADVICE.replace("; choose", ", or choose"));
    }
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // A connection that was closed a moment ago does not count.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
