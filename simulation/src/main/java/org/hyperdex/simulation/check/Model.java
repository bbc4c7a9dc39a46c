package org.hyperdex.simulation.check;

import java.util.Optional;

/**
 * What operations mean, one at a time.
 *
 * @param <S> states; equal states must be equal by {@code equals}
 * @param <O> operations with what their clients learned
 */
public interface Model<S, O> {
  /** The state before all operations. */
  S initial();

  /** The state after {@code operation}; empty if its client cannot have learned what it did. */
  Optional<S> step(S state, O operation);
}
