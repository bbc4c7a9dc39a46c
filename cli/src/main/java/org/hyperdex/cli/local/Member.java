package org.hyperdex.cli.local;

import java.nio.file.Path;
import java.util.List;
import org.hyperdex.cli.Ports;
import org.hyperdex.cli.launch.Service;

/**
 * One process of a local cluster.
 *
 * @param service what it runs
 * @param number counts the processes of the service from 1
 * @param port its main port
 * @param data its data directory; a gateway has none and ignores it
 * @param log the file its output goes to
 */
record Member(Service service, int number, int port, Path data, Path log) {
  /** What people call it. */
  String name() {
    return switch (service) {
      case COORDINATOR -> "coordinator " + number;
      case STORAGE -> "storage server " + number;
      case GATEWAY -> "gateway";
    };
  }

  /** {@code host:port}. */
  String address() {
    return ClusterLayout.LISTEN + ":" + port;
  }

  /** Where health is. */
  int managementPort() {
    return service == Service.GATEWAY ? port + 1 : port + Ports.MANAGEMENT_OFFSET;
  }

  /** All ports it listens on. */
  List<Integer> ports() {
    return service == Service.COORDINATOR
        ? List.of(port, port + Ports.RAFT_OFFSET, managementPort())
        : List.of(port, managementPort());
  }
}
