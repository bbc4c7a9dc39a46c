package org.hyperdex.simulation.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 */
public final class ObjectModel implements Model<Optional<Bytes>, Observation> {
  private final Meaning meaning;
  private final Bytes zeroRow;
  private final Map<Bytes, Version> versions = new HashMap<>();

  /**
   * A model of one object.
   *
   * @param schema of the object's space
   * @param observations all that was learned of the object
   */
  public ObjectModel(Schema schema, List<Observation> observations) {
    meaning = new Meaning(schema);
    zeroRow = meaning.zeroRow();
    for (Observation observation : observations) {
      if (observation instanceof Seen seen && seen.row().isPresent()) {
        versions.put(seen.row().get().row(), seen.row().get().version());
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
      return none();
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

  /** Whether somebody saw the row at another version than the writer was told. */
  private boolean otherVersion(Bytes row, Answer answer) {
    Version seen = versions.get(row);
    return seen != null && !seen.equals(answer.version());
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
        && !written.ifVersion().get().equals(versions.get(state.get()))) {
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
