package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What goes wrong. */
final class Failures {
  private Failures() {}

  /** The failure of {@code action}, which must be one of a description. */
  static SpaceDescriptionException of(ThrowingCallable action) {
    SpaceDescriptionException failure =
        catchThrowableOfType(SpaceDescriptionException.class, action);
    assertThat(failure).isNotNull();
    return failure;
  }
}
