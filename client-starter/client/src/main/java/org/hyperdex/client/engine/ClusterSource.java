package org.hyperdex.client.engine;

import java.time.Duration;
import java.util.function.Consumer;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.cluster.Configuration;

/** Where configurations come from. */
interface ClusterSource extends AutoCloseable {
  /** Gives every configuration that arrives to {@code listener}, until closed. Returns at once. */
  void follow(Consumer<Configuration> listener);

  /**
   * The version of the newest configuration, as a coordinator knows it now.
   *
   * @throws HyperDexException if none answers
   */
  long newestVersion(Duration timeout);

  /** Why no coordinator can be followed at the moment, for people; empty if one can, or may yet. */
  String problem();

  /** Ends the following and all connections. */
  @Override
  void close();
}
