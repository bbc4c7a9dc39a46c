package org.hyperdex.storage;

import org.hyperdex.cli.launch.StandInService;

/** Stands in for the real service, which this module does not know. */
public final class StorageApplication {
  private StorageApplication() {}

  public static void main(String[] arguments) throws Exception {
    StandInService.run("storage", arguments);
  }
}
