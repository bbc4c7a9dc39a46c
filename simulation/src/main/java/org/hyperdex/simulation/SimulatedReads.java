package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Predicate;

/** Reads objects that have moved during a search or count at their point leaders. */
final class SimulatedReads {
  private final List<SimulatedCall> calls = new ArrayList<>();
  private final Predicate predicate;
  private final Consumer<FoundRow> found;
  private final Runnable complete;
  private int missing;

  /**
   * Prepares the reads.
   *
   * @param found told the objects that match
   * @param complete told when all have been read
   */
  SimulatedReads(Predicate predicate, Consumer<FoundRow> found, Runnable complete) {
    this.predicate = predicate;
    this.found = found;
    this.complete = complete;
  }

  /** Reads {@code keys}; there must be one. */
  void start(
      SimulatedClient client,
      Space space,
      List<Bytes> keys,
      long deadlineNanos,
      Consumer<SimulatedCall.GivenUp> givenUp) {
    missing = keys.size();
    Evaluation evaluation = Evaluation.of(space.schema(), predicate);
    for (Bytes key : keys) {
      calls.add(
          client.read(
              space, key, Columns.ALL, deadlineNanos, row -> read(evaluation, key, row), givenUp));
    }
    List.copyOf(calls).forEach(SimulatedCall::start);
  }

  private void read(Evaluation evaluation, Bytes key, Optional<StoredRow> row) {
    row.filter(there -> evaluation.matches(key, there.row()))
        .ifPresent(there -> found.accept(new FoundRow(key, there)));
    missing--;
    if (missing == 0) {
      complete.run();
    }
  }

  void cancel() {
    calls.forEach(SimulatedCall::cancel);
  }
}
