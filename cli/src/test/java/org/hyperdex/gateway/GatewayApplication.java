package org.hyperdex.gateway;

import org.hyperdex.cli.launch.StandInService;

/** Stands in for the real service, which this module does not know. */
public final class GatewayApplication {
  private GatewayApplication() {}

  public static void main(String[] arguments) throws Exception {
    StandInService.run("gateway", arguments);
  }
}
