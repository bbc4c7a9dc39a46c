package org.hyperdex.cli.launch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Ports;

/** Collects the settings of a service as Spring properties. */
public final class Settings {
  private final String prefix;
  private final List<String> arguments = new ArrayList<>();

  /** Settings of {@code service}. */
  public Settings(Service service) {
    this.prefix = "--hyperdex." + service.id() + ".";
  }

  /** Sets one of the service's own properties. */
  public Settings set(String name, Object value) {
    arguments.add(prefix + name + "=" + value);
    return this;
  }

  /** Sets any property. */
  public Settings setGlobal(String name, Object value) {
    arguments.add("--" + name + "=" + value);
    return this;
  }

  /** Writes the log to a file in {@code folder} as well. */
  Settings log(Path folder, String name) {
    return setGlobal("logging.file.name", folder.resolve(name + ".log"));
  }

  /** Adds properties as they are. */
  Settings addAll(List<String> more) {
    for (String argument : more) {
      if (!argument.startsWith("--") || argument.indexOf('=') < 3) {
        throw new CommandFailure(
            "USAGE", "a further setting looks like --name=value, not like '" + argument + "'");
      }
    }
    arguments.addAll(more);
    return this;
  }

  /** The properties, each {@code --name=value}. */
  public List<String> arguments() {
    return List.copyOf(arguments);
  }

  /** {@code address}, if others can reach a service there. */
  static String listenAddress(String address) {
    try {
      if (InetAddress.getByName(address).isAnyLocalAddress()) {
        throw new CommandFailure(
            "USAGE",
            "cannot listen on "
                + address
                + ": others are told the address, so it must be one of"
                + " this machine's own, for example 127.0.0.1 or what 'hostname -I' shows");
      }
      return address;
    } catch (UnknownHostException e) {
      throw new CommandFailure("USAGE", "cannot listen on " + address + ": unknown address");
    }
  }

  /** {@code port}, if it and those derived from it can be ports. */
  static int listenPort(int port) {
    Ports.inRange("listen on", port);
    Ports.inRange("listen on for management (" + port + " + 2000)", port + Ports.MANAGEMENT_OFFSET);
    return port;
  }
}
