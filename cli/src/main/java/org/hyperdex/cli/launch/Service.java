package org.hyperdex.cli.launch;

import java.util.Locale;

/** The programs that run as services. */
public enum Service {
  /** A coordinator node. */
  COORDINATOR("org.hyperdex.coordinator.CoordinatorApplication"),
  /** A storage server. */
  STORAGE("org.hyperdex.storage.StorageApplication"),
  /** A gateway. */
  GATEWAY("org.hyperdex.gateway.GatewayApplication");

  private final String mainClass;

  Service(String mainClass) {
    this.mainClass = mainClass;
  }

  /** The class that is run. */
  String mainClass() {
    return mainClass;
  }

  /** The service's name in file names and properties. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
