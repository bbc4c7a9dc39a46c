package org.hyperdex.transport.control;

import org.hyperdex.core.cluster.Configuration;

/**
 * Takes configurations as they come. Called by one thread of the control channel, one at a time.
 */
@FunctionalInterface
public interface ConfigurationListener {
  /** A configuration that is newer than all before it. Versions may be skipped. */
  void configuration(Configuration configuration);

  /**
   * No coordinator can be followed at the moment; the channel goes on trying. Comes once per
   * interruption.
   *
   * @param problem what became of each coordinator, for people
   */
  default void interrupted(String problem) {}
}
