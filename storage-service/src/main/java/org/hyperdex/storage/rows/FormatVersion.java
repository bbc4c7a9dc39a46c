package org.hyperdex.storage.rows;

import java.util.Optional;

/**
 * The formats a data directory can have had, oldest first. A server reads the newest only; what an
 * upgrade from an older one costs is said at each.
 */
public enum FormatVersion {
  /**
   * Column families {@code rows}, {@code pending}, {@code outcomes}, {@code tombstones}, {@code
   * indices}; keys begin with the region id, 8 bytes big endian. The first format; there is nothing
   * to upgrade from.
   */
  FIRST_LIGHT(1);

  private final int number;

  FormatVersion(int number) {
    this.number = number;
  }

  /** The number that is written into the directory. */
  public int number() {
    return number;
  }

  /** The format this server writes. */
  public static FormatVersion current() {
    return FIRST_LIGHT;
  }

  /** The format with that number, if this server has heard of it. */
  public static Optional<FormatVersion> of(int number) {
    for (FormatVersion version : values()) {
      if (version.number == number) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }
}
