package org.hyperdex.core.replication;

import java.util.TreeSet;
import org.hyperdex.core.protocol.Version;

/**
 * Up to which version every write of a key region has committed at its head.
 *
 * <p>Writes commit out of order across keys; the mark stands just before the oldest that has not.
 */
final class StableMark {
  private final TreeSet<Version> outstanding = new TreeSet<>();
  private Version newest = Version.NONE;

  /** A version was issued (or found pending after a restart). */
  void issued(Version version) {
    outstanding.add(version);
    if (version.compareTo(newest) > 0) {
      newest = version;
    }
  }

  /** A version has committed. */
  void committed(Version version) {
    if (!outstanding.remove(version)) {
      throw new IllegalStateException("version " + version + " commits and was never issued");
    }
  }

  /** Every version up to it has committed. */
  Version mark() {
    if (outstanding.isEmpty()) {
      return newest;
    }
    Version oldest = outstanding.first();
    return new Version(oldest.epoch(), oldest.counter() - 1);
  }
}
