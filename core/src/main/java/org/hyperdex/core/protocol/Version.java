package org.hyperdex.core.protocol;

/**
 * The version of an object: the epoch of the point leader's region when it was issued, then a
 * counter. Later leaders have later epochs, so versions of a region only grow.
 */
public record Version(long epoch, long counter) implements Comparable<Version> {
  /** Older than every version of an object: the version of what never existed. */
  public static final Version NONE = new Version(0, 0);

  @Override
  public int compareTo(Version other) {
    int byEpoch = Long.compare(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(counter, other.counter);
  }

  /** {@code epoch.counter}, the form of ETags. */
  @Override
  public String toString() {
    return epoch + "." + counter;
  }

  /** Reads the form {@link #toString} writes; throws {@link IllegalArgumentException} otherwise. */
  public static Version parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 1) {
      throw new IllegalArgumentException("a version looks like 3.17, not like '" + text + "'");
    }
    return new Version(
        Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
  }
}
