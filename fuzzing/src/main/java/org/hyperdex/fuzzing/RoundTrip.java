package org.hyperdex.fuzzing;

/** What a target finds wrong. */
final class RoundTrip {
  private RoundTrip() {}

  /** Throws unless {@code out} equals {@code in}. */
  static void check(String what, Object in, Object out) {
    if (!in.equals(out)) {
      throw new AssertionError(
          "%s comes out of a round trip as another: %s%nthan it went in: %s"
              .formatted(what, out, in));
    }
  }
}
