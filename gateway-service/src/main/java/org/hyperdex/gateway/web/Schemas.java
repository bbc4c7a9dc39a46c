package org.hyperdex.gateway.web;

import java.util.Optional;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.springframework.stereotype.Component;

/** Looks up spaces by the name in an address. */
@Component
public class Schemas {
  private final HyperDexClient client;

  /** Looks them up in the configurations that {@code client} follows. */
  public Schemas(HyperDexClient client) {
    this.client = client;
  }

  /**
   * The space called {@code name}. One that this gateway does not know is asked for once more,
   * since it may have been made a moment ago through another.
   */
  public Space space(String name) {
    Optional<Space> known = client.configuration().space(name);
    if (known.isPresent()) {
      return known.get();
    }
    client.describe(name, Condition.ALL);
    return client
        .configuration()
        .space(name)
        .orElseThrow(() -> new Problem(Reason.UNKNOWN_SPACE, "there is no space '" + name + "'"));
  }
}
