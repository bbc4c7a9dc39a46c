package org.hyperdex.fuzzing;

import java.util.List;

/** One way for bytes from outside into the system. */
public interface FuzzTarget {
  /** Every target. */
  List<FuzzTarget> ALL =
      List.of(
          new DescriptionTarget(),
          new JsonTarget(),
          new RequestTarget(),
          new ValueTarget(),
          new RowTarget(),
          new WireTarget(),
          new RegexTarget(),
          new CursorTarget());

  /** The folder of its corpus, and what {@code bin/fuzz} calls it. */
  String name();

  /**
   * Lets {@code input} in.
   *
   * @throws AssertionError if what was accepted does not come out as it went in
   * @throws RuntimeException if the input was not refused as it should be
   */
  void accept(byte[] input);
}
