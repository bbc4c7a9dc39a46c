package org.hyperdex.core.schema;

/**
 * How large a space may be.
 *
 * <p>The configuration describes every region of every space and is held by every client, so what
 * one description can cause is bounded.
 */
public final class SpaceLimits {
  /** Characters of a description's text. */
  public static final int TEXT_CHARACTERS = 1 << 20;

  /** Bytes, and as names are ASCII also characters, of a name. */
  public static final int NAME_BYTES = 255;

  /** Secondary attributes of a space: what it has besides the key. */
  public static final int ATTRIBUTES = 1000;

  /** Declared subspaces of a space; each keeps f + 1 copies of every object. */
  public static final int SUBSPACES = 64;

  /**
   * Attributes of a subspace. With more than 16 dimensions even {@link #PARTITIONS} =
   * 2<sup>16</sup> partitions could not cut every one in two.
   */
  public static final int DIMENSIONS = 16;

  /** The number a {@code create} clause may give. */
  public static final int PARTITIONS = 1 << 16;

  /**
   * Partitions times subspaces, the key subspace included. Subspaces of several dimensions are cut
   * into up to twice as many regions as partitions were asked for.
   */
  public static final int REQUESTED_REGIONS = 1 << 17;

  /** The number a {@code tolerate} clause may give; a region then has one more replica. */
  public static final int FAULT_TOLERANCE = 8;

  /** Failures a space tolerates when its description does not say. */
  public static final int DEFAULT_FAULT_TOLERANCE = 1;

  /** Partitions of a space when its description does not say. */
  public static final int DEFAULT_PARTITIONS = 64;

  /** Bytes of an object's encoded key. */
  public static final int KEY_BYTES = 64 << 10;

  private SpaceLimits() {}
}
