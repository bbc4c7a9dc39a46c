package org.hyperdex.fuzzing;

import java.util.stream.Collectors;

/** Where Jazzer enters: the system property {@value #PROPERTY} names the target. */
public final class FuzzEntry {
  static final String PROPERTY = "hyperdex.fuzz.target";

  /** Chosen when the first input comes. */
  private static final class Chosen {
    static final FuzzTarget TARGET = named(System.getProperty(PROPERTY, ""));
  }

  private FuzzEntry() {}

  /** Jazzer calls this for each input, by its name. */
  public static void fuzzerTestOneInput(byte[] input) {
    Chosen.TARGET.accept(input);
  }

  static FuzzTarget named(String name) {
    return FuzzTarget.ALL.stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no target '%s'; targets: %s"
                    .formatted(
                        name,
                        FuzzTarget.ALL.stream()
                            .map(FuzzTarget::name)
                            .collect(Collectors.joining(", ")))));
  }
}
