package org.hyperdex.core.replication;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.KnownCopy;
import org.hyperdex.core.protocol.Version;

/**
 * A copy of an object that is not what the head of the object's key region has.
 *
 * @param region where the copy is, or ought to be
 * @param server whose copy it is
 * @param expected the version of the key region; {@link Version#NONE} if there must be no copy
 * @param found the copy's version; {@link Version#NONE} if there is none
 */
public record Divergence(
    String space, long region, long server, Bytes key, Kind kind, Version expected, Version found) {
  /** In what way. */
  public enum Kind {
    /** There is no copy. */
    MISSING,
    /** There is a copy where none belongs. */
    EXTRA,
    /** The copy is of an older version. */
    STALE,
    /** The copy is of a version that the key region does not have. */
    NEWER,
    /** The copy is of the right version and has other content. */
    DIFFERENT;

    static Kind of(KnownCopy expected, KnownCopy found) {
      if (expected.version().equals(Version.NONE)) {
        return EXTRA;
      }
      if (found.version().equals(Version.NONE)) {
        return MISSING;
      }
      int order = found.version().compareTo(expected.version());
      if (order == 0) {
        return DIFFERENT;
      }
      return order < 0 ? STALE : NEWER;
    }
  }
}
