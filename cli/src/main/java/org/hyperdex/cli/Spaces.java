package org.hyperdex.cli;

import java.util.List;
import java.util.Optional;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/** Looks up spaces. */
public final class Spaces {
  private Spaces() {}

  /**
   * The space called {@code name}. If the coordinator asked first does not know it, the client
   * makes sure that none does: it may have been made a moment ago.
   *
   * @throws HyperDexException UNKNOWN_SPACE if there is none
   */
  public static Space named(HyperDexClient client, String name) {
    Optional<Space> known = client.configuration().space(name);
    if (known.isPresent()) {
      return known.get();
    }
    client.describe(name, Condition.ALL);
    return client
        .configuration()
        .space(name)
        .orElseThrow(() ->
            new HyperDexException(ErrorCode.UNKNOWN_SPACE, "there is no space '" + name + "'"));
  }

  /** The names of the attributes that span {@code subspace}. */
  public static List<String> attributes(Space space, Subspace subspace) {
    return subspace.dimensions().stream()
        .map(position -> space.schema().attribute(position).name())
        .toList();
  }
}
