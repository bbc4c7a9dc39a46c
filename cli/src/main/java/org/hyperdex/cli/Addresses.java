package org.hyperdex.cli;

import java.util.ArrayList;
import java.util.List;

/** Addresses of coordinators, as flags give them. */
public final class Addresses {
  private Addresses() {}

  /**
   * The addresses {@code host:port}. A host that brings no port gets the one at its place in {@code
   * ports}, the only one if there is one, or the default. One host with several ports is several
   * addresses.
   */
  public static List<String> of(List<String> hosts, List<String> ports, int defaultPort) {
    List<Integer> numbers = ports.stream().map(port -> Ports.parse("connect to", port)).toList();
    List<String> addresses = new ArrayList<>();
    if (hosts.size() == 1 && numbers.size() > 1 && !hasPort(hosts.getFirst())) {
      numbers.forEach(port -> addresses.add(checked(hosts.getFirst()) + ":" + port));
      return addresses;
    }
    if (numbers.size() > 1 && numbers.size() != hosts.size()) {
      throw invalid(numbers.size() + " ports for " + hosts.size() + " hosts");
    }
    for (int i = 0; i < hosts.size(); i++) {
      int port =
          switch (numbers.size()) {
            case 0 -> defaultPort;
            case 1 -> numbers.getFirst();
            default -> numbers.get(i);
          };
      addresses.add(address(hosts.get(i), port));
    }
    return addresses;
  }

  /** {@code HOST} or {@code HOST:PORT} as {@code host:port}. */
  public static String address(String text, int defaultPort) {
    if (!hasPort(text)) {
      return checked(text) + ":" + defaultPort;
    }
    int colon = text.lastIndexOf(':');
    String host = checked(text.substring(0, colon));
    try {
      return host + ":" + Ports.parse("connect to", text.substring(colon + 1));
    } catch (CommandFailure e) {
      throw invalid(e.message());
    }
  }

  private static boolean hasPort(String text) {
    return text.lastIndexOf(':') > text.lastIndexOf(']');
  }

  private static String checked(String host) {
    String stripped = host.strip();
    if (stripped.isEmpty() || stripped.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
      throw invalid("no host in '" + host + "'");
    }
    return stripped;
  }

  private static CommandFailure invalid(String why) {
    return new CommandFailure("USAGE", "invalid host:port specification: " + why);
  }
}
