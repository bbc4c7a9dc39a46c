package org.hyperdex.cli.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperdex.cli.launch.Service;
import org.hyperdex.cli.launch.Settings;

/**
 * The processes of a local cluster.
 *
 * @param data the folder that holds everything it keeps
 * @param coordinators at least one
 * @param storage the storage servers
 * @param gateway its gateway
 */
record ClusterLayout(Path data, List<Member> coordinators, List<Member> storage, Member gateway) {
  static final String LISTEN = "127.0.0.1";
  private static final String LOGS = "logs";

  /** The layout with ports counted up from the given ones. */
  static ClusterLayout of(
      Path data, int coordinators, int coordinatorPort, int storage, int storagePort, int gateway) {
    return new ClusterLayout(
        data,
        members(data, Service.COORDINATOR, coordinators, coordinatorPort),
        members(data, Service.STORAGE, storage, storagePort),
        member(data, Service.GATEWAY, 1, gateway));
  }

  private static List<Member> members(Path data, Service service, int count, int port) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(member(data, service, i + 1, port + i));
    }
    return members;
  }

  private static Member member(Path data, Service service, int number, int port) {
    return new Member(
        service,
        number,
        port,
        folder(data, service, number),
        data.resolve(LOGS).resolve(service.id() + "-" + number + ".log"));
  }

  private static Path folder(Path data, Service service, int number) {
    return data.resolve(service.id() + "-" + number);
  }

  /** How many processes of {@code service} have left data in {@code data}. */
  static int existing(Path data, Service service) {
    int count = 0;
    while (Files.isDirectory(folder(data, service, count + 1))) {
      count++;
    }
    return count;
  }

  /** All processes, in the order in which they are started. */
  List<Member> members() {
    return Stream.of(coordinators.stream(), storage.stream(), Stream.of(gateway))
        .flatMap(members -> members)
        .toList();
  }

  /** {@code host:port} of all coordinators, with commas. */
  String coordinatorAddresses() {
    return coordinators.stream().map(Member::address).collect(Collectors.joining(","));
  }

  /** What {@code member} is started with. */
  List<String> settings(Member member) {
    Settings settings = new Settings(member.service());
    switch (member.service()) {
      case COORDINATOR -> {
        settings.set("listen", LISTEN).set("port", member.port()).set("data", member.data());
        if (member.number() > 1) {
          settings.set("connect", coordinators.getFirst().address());
        }
      }
      case STORAGE ->
          settings
              .set("listen", LISTEN)
              .set("port", member.port())
              .set("data", member.data())
              .set("coordinators", coordinatorAddresses());
      case GATEWAY ->
          settings
              .setGlobal("server.address", LISTEN)
              .setGlobal("server.port", member.port())
              .setGlobal("management.server.port", member.managementPort())
              .set("coordinators", coordinatorAddresses());
    }
    return settings.arguments();
  }
}
