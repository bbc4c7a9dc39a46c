package org.hyperdex.systemtests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A network namespace for each storage server, on one bridge with the test and the coordinators, so
 * that cables can be pulled: what is sent then is lost without a word.
 */
final class Namespaces implements Site, AutoCloseable {
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Path ROOT = Path.of("/");

  /** A network card that nobody has. */
  private static final String NOWHERE = "02:00:00:00:00:99";

  private final String name;
  private final String subnet;
  private final int servers;
  private String problem = "";

  private Namespaces(int servers) {
    this.servers = servers;
    long process = ProcessHandle.current().pid();
    this.name = "hd" + process % 100_000;
    this.subnet = "10." + (100 + process % 100) + "." + process / 100 % 250;
  }

  /** Makes namespaces, if this machine lets a test do so. */
  static Namespaces make(int servers) {
    Namespaces made = new Namespaces(servers);
    if (Program.find("ip").isEmpty()) {
      made.problem = "there is no program 'ip' here; Debian's package 'iproute2' brings it";
      return made;
    }
    for (String command : made.commands()) {
      Program.Ended ended = tryIp(command);
      if (!ended.succeeded()) {
        made.problem = "ip " + command + ": " + ended.output().strip();
        made.close();
        break;
      }
    }
    return made;
  }

  /** The bridge is in a namespace of its own, where no firewall of the machine's is in its way. */
  private List<String> commands() {
    List<String> commands = new ArrayList<>();
    commands.add("netns add " + bridge());
    commands.add("-n " + bridge() + " link add bridge type bridge");
    commands.add("-n " + bridge() + " link set bridge up");
    commands.add("link add " + name + " type veth peer name test netns " + bridge());
    commands.add("-n " + bridge() + " link set test master bridge up");
    commands.add("addr add " + coordinatorHost() + "/24 dev " + name);
    commands.add("link set " + name + " up");
    for (int i = 0; i < servers; i++) {
      String space = space(i);
      commands.add("netns add " + space);
      commands.add(
          "-n " + bridge() + " link add " + cable(i) + " type veth peer name eth0 netns " + space);
      commands.add("-n " + bridge() + " link set " + cable(i) + " master bridge up");
      commands.add("-n " + space + " addr add " + serverHost(i) + "/24 dev eth0");
      commands.add("-n " + space + " link set eth0 up");
      commands.add("-n " + space + " link set lo up");
    }
    return commands;
  }

  /** Why there are none; empty if there are. */
  Optional<String> problem() {
    return Optional.of(problem).filter(text -> !text.isEmpty());
  }

  @Override
  public String coordinatorHost() {
    return subnet + ".1";
  }

  @Override
  public String serverHost(int index) {
    return subnet + "." + (10 + index);
  }

  @Override
  public List<String> inServersPlace(int index) {
    return List.of("ip", "netns", "exec", space(index));
  }

  /** Pulls the cable of a server: nobody reaches it, and it reaches nobody. */
  void isolate(int index) {
    ip("-n " + bridge() + " link set " + cable(index) + " down");
  }

  /** Puts the cable back. */
  void heal(int index) {
    ip("-n " + bridge() + " link set " + cable(index) + " up");
  }

  /** Lets two servers lose what they send to each other. */
  void separate(int one, int other) {
    lose(inSpace(one), "eth0", serverHost(other));
    lose(inSpace(other), "eth0", serverHost(one));
  }

  /** Ends what {@link #separate} began. */
  void join(int one, int other) {
    find(inSpace(one), "eth0", serverHost(other));
    find(inSpace(other), "eth0", serverHost(one));
  }

  /** Lets all that a server sends be lost: it hears everybody, and nobody hears it. */
  void mute(int index) {
    othersOf(index).forEach(other -> lose(inSpace(index), "eth0", serverHost(other)));
    lose(inSpace(index), "eth0", coordinatorHost());
  }

  /** Ends what {@link #mute} began. */
  void unmute(int index) {
    othersOf(index).forEach(other -> find(inSpace(index), "eth0", serverHost(other)));
    find(inSpace(index), "eth0", coordinatorHost());
  }

  /** Lets all that is sent to a server be lost: everybody hears it, and it hears nobody. */
  void deafen(int index) {
    othersOf(index).forEach(other -> lose(inSpace(other), "eth0", serverHost(index)));
    lose("", name, serverHost(index));
  }

  /** Ends what {@link #deafen} began. */
  void undeafen(int index) {
    othersOf(index).forEach(other -> find(inSpace(other), "eth0", serverHost(index)));
    find("", name, serverHost(index));
  }

  private IntStream othersOf(int index) {
    return IntStream.range(0, servers).filter(server -> server != index);
  }

  /** What leaves through {@code device} for {@code host} goes to a card that nobody has. */
  private static void lose(String place, String device, String host) {
    ip(place + "neigh replace %s lladdr %s dev %s nud permanent".formatted(host, NOWHERE, device));
  }

  private static void find(String place, String device, String host) {
    ip(place + "neigh del %s dev %s".formatted(host, device));
  }

  private String inSpace(int index) {
    return "-n " + space(index) + " ";
  }

  private String space(int index) {
    return name + "-" + index;
  }

  private String bridge() {
    return name + "-bridge";
  }

  private static String cable(int index) {
    return "server" + index;
  }

  private static void ip(String command) {
    Program.Ended ended = tryIp(command);
    if (!ended.succeeded()) {
      throw new AssertionError("ip " + command + ": " + ended.output());
    }
  }

  private static Program.Ended tryIp(String command) {
    return Program.of(ROOT, "ip").tryRun(SHORT, command.split(" "));
  }

  @Override
  public void close() {
    for (int i = 0; i < servers; i++) {
      tryIp("netns del " + space(i));
    }
    tryIp("netns del " + bridge());
    tryIp("link del " + name);
  }
}
