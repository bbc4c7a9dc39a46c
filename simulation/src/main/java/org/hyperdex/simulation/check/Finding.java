package org.hyperdex.simulation.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;

/**
 * Something that must not be.
 *
 * @param check the name of the check that found it
 * @param what for people
 * @param key the object it is about; empty if it is about several
 * @param moments when the operations it is about began and ended, as places in the history
 */
public record Finding(String check, String what, Optional<Bytes> key, List<Long> moments) {
  public Finding {
    moments = List.copyOf(moments);
  }

  /** About operations on one object; those that never ended have no such moment. */
  static Finding of(String check, String what, Bytes key, long... moments) {
    return new Finding(check, what, Optional.of(key), known(moments));
  }

  /** About operations on several objects. */
  static Finding of(String check, String what, long... moments) {
    return new Finding(check, what, Optional.empty(), known(moments));
  }

  private static List<Long> known(long... moments) {
    return Arrays.stream(moments).filter(moment -> moment != Observation.NEVER).boxed().toList();
  }
}
