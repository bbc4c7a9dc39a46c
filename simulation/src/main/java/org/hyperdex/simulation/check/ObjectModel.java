package org.hyperdex.simulation.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Seen;
import org.hyperdex.simulation.check.Observation.Unseen;
import org.hyperdex.simulation.check.Observation.Written;

/**
 * One object: absent, or a row.
 *
 * <p>Every change must leave a row that no other change leaves (workloads put a number of their own
 * into each). So a row names the change that left it and has one version, which is what conditions
 * on versions are judged by, although nobody is told the version of a change whose outcome is
 * unknown.
 *
 * <p>Where copies are repaired a row keeps no version for ever: at any time it may be written
 * again, by nobody's change, under a newer one. Then a condition holds on each version the row was
 * seen with, and may fail on any.
 */
public final class ObjectModel implements Model<Optional<Bytes>, Observation> {
  private final Meaning meaning;
  private final Bytes zeroRow;
  private final boolean repaired;

  /** The versions each row was seen with. */
  private final Map<Bytes, Set<Version>> versions = new HashMap<>();

  /**
   * A model of one object.
   *
   * @param schema of the object's space
   * @param observations all that was learned of the object
   * @param repaired whether its copies may be repaired
   */
  public ObjectModel(Schema schema, List<Observation> observations, boolean repaired) {
    meaning = new Meaning(schema);
    zeroRow = meaning.zeroRow();
    this.repaired = repaired;
    for (Observation observation : observations) {
      if (observation instanceof Seen seen && seen.row().isPresent()) {
        StoredRow row = seen.row().get();
        versions.computeIfAbsent(row.row(), _ -> new HashSet<>()).add(row.version());
      }
    }
  }

  @Override
  public Optional<Bytes> initial() {
    return Optional.empty();
  }

  @Override
  public Optional<Optional<Bytes>> step(Optional<Bytes> state, Observation observation) {
    return switch (observation) {
      case Seen seen -> seen.row().map(StoredRow::row).equals(state) ? same(state) : none();
      case Unseen unseen ->
          state.isEmpty() || !meaning.matches(unseen.predicate(), unseen.key(), state.get())
              ? same(state)
              : none();
      case Written written -> write(state, written);
    };
  }

  private Optional<Optional<Bytes>> write(Optional<Bytes> state, Written written) {
    Outcome outcome = outcome(state, written);
    Optional<Answer> answer = written.answer();
    if (answer.isPresent() && answer.get().outcome() != outcome) {
      return mayHaveNewerVersion(state, written, answer.get()) ? same(state) : none();
    }
    if (!outcome.success()) {
      // A change that is unknown and fails is as good as one that never happens.
      return answer.isPresent() ? same(state) : none();
    }
    Optional<Bytes> after =
        switch (written.change()) {
          case Delete _ -> Optional.empty();
          case Update update -> Optional.of(apply(update.functions(), state.orElse(zeroRow)));
        };
    if (after.isPresent() && answer.isPresent() && otherVersion(after.get(), answer.get())) {
      return none();
    }
    return Optional.of(after);
  }

  /** Whether a change was refused because the row may have been repaired. */
  private boolean mayHaveNewerVersion(Optional<Bytes> state, Written written, Answer answer) {
    return repaired
        && state.isPresent()
        && written.ifVersion().isPresent()
        && answer.outcome() == Outcome.VERSION_MISMATCH;
  }

  /** Whether somebody saw the row at a version that it cannot have, by what the writer was told. */
  private boolean otherVersion(Bytes row, Answer answer) {
    return versions(row).stream()
        .anyMatch(seen ->
            repaired ? seen.compareTo(answer.version()) < 0 : !seen.equals(answer.version()));
  }

  private Set<Version> versions(Bytes row) {
    return versions.getOrDefault(row, Set.of());
  }

  private Outcome outcome(Optional<Bytes> state, Written written) {
    if (state.isEmpty()) {
      if (written.ifVersion().isPresent()) {
        return Outcome.VERSION_MISMATCH;
      }
      boolean refused =
          written.existence() == Existence.MUST_EXIST || written.change() instanceof Delete;
      return refused ? Outcome.NOT_FOUND : Outcome.CREATED;
    }
    if (written.existence() == Existence.MUST_NOT_EXIST) {
      return Outcome.EXISTS;
    }
    if (written.ifVersion().isPresent()
        && !versions(state.get()).contains(written.ifVersion().get())) {
      return Outcome.VERSION_MISMATCH;
    }
    if (!meaning.matches(written.guards(), written.key(), state.get())) {
      return Outcome.GUARD_FAILED;
    }
    return written.change() instanceof Delete ? Outcome.DELETED : Outcome.OK;
  }

  private static Bytes apply(List<FunctionCall> functions, Bytes row) {
    Bytes result = row;
    for (FunctionCall call : functions) {
      result = Row.with(result, new int[] {call.attribute() - 1}, new Bytes[] {call.argument()});
    }
    return result;
  }

  private static Optional<Optional<Bytes>> same(Optional<Bytes> state) {
    return Optional.of(state);
  }

  private static Optional<Optional<Bytes>> none() {
    return Optional.empty();
  }
}
