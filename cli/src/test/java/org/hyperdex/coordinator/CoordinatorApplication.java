package org.hyperdex.coordinator;

import org.hyperdex.cli.launch.StandInService;

/** Stands in for the real service, which this module does not know. */
public final class CoordinatorApplication {
  private CoordinatorApplication() {}

  public static void main(String[] arguments) throws Exception {
    StandInService.run("coordinator", arguments);
  }
}
