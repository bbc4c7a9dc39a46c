package org.hyperdex.simulation.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Seen;
import org.hyperdex.simulation.check.Observation.SeenPart;
import org.hyperdex.simulation.check.Observation.Unseen;
import org.hyperdex.simulation.check.Observation.Written;

/**
 * One object: absent, or a row and its version.
 *
 * <p>Every change must leave a row that no other change leaves (workloads put a number of their own
 * into each). So a row names the change that left it and has one version, which is what conditions
 * on versions are judged by, although nobody is told the version of a change whose outcome is
 * unknown: whoever sees the row learns it.
 *
 * <p>Where copies are repaired a row keeps no version for ever: at any time it may be written
 * again, by nobody's change, under a newer one. Then a condition holds on each version the row was
 * seen with, and may fail on any.
 */
public final class ObjectModel implements Model<ObjectModel.State, Observation> {
  /**
   * What the object is.
   *
   * @param row empty if it is absent
   * @param version of the row; empty if nobody has been told, or it may change by repairs
   */
  public record State(Optional<Bytes> row, Optional<Version> version) {
    private static final State ABSENT = new State(Optional.empty(), Optional.empty());
  }

  private final Meaning meaning;
  private final Effects effects;
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
    effects = new Effects(schema);
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
  public State initial() {
    return State.ABSENT;
  }

  @Override
  public Optional<State> step(State state, Observation observation) {
    return switch (observation) {
      case Seen seen ->
          seen.row().map(StoredRow::row).equals(state.row)
              ? seenAt(state, seen.row().map(StoredRow::version))
              : none();
      case SeenPart seen -> {
        boolean fits =
            seen.part().isPresent()
                ? state.row.isPresent() && seen.isOf(state.row.get())
                : state.row.isEmpty();
        yield fits ? seenAt(state, seen.part().map(StoredRow::version)) : none();
      }
      case Unseen unseen ->
          state.row.isEmpty() || !meaning.matches(unseen.predicate(), unseen.key(), state.row.get())
              ? Optional.of(state)
              : none();
      case Written written -> write(state, written);
    };
  }

  /** The state whose row somebody has seen at that version, if it can have it. */
  private Optional<State> seenAt(State state, Optional<Version> version) {
    if (repaired || version.isEmpty()) {
      return Optional.of(state);
    }
    Set<Version> possible = versions(state);
    return possible.isEmpty() || possible.contains(version.get())
        ? Optional.of(new State(state.row, version))
        : none();
  }

  private Optional<State> write(State state, Written written) {
    Optional<Answer> answer = written.answer();
    Outcome outcome = outcome(state, written);
    Optional<Bytes> row = Optional.empty();
    if (outcome.success() && written.change() instanceof Update update) {
      try {
        row = Optional.of(effects.of(update.functions(), state.row.orElse(zeroRow)));
      } catch (Effects.Fails e) {
        outcome = e.outcome();
      }
    }
    if (answer.isPresent() && answer.get().outcome() != outcome) {
      return mayHaveOtherVersion(state, written, answer.get()) ? Optional.of(state) : none();
    }
    if (!outcome.success()) {
      // A change that is unknown and fails is as good as one that never happens.
      return answer.isPresent() ? Optional.of(state) : none();
    }
    if (row.isPresent() && answer.isPresent() && otherVersion(row.get(), answer.get())) {
      return none();
    }
    Optional<Version> version = answer.map(Answer::version).filter(_ -> !repaired);
    return Optional.of(row.isEmpty() ? State.ABSENT : new State(row, version));
  }

  /** Whether a change may have been refused because of a version that nobody knows. */
  private boolean mayHaveOtherVersion(State state, Written written, Answer answer) {
    return state.row.isPresent()
        && written.ifVersion().isPresent()
        && answer.outcome() == Outcome.VERSION_MISMATCH
        && (repaired || versions(state).isEmpty());
  }

  /** Whether somebody saw the row at a version that it cannot have, by what the writer was told. */
  private boolean otherVersion(Bytes row, Answer answer) {
    return seenVersions(row).stream()
        .anyMatch(seen ->
            repaired ? seen.compareTo(answer.version()) < 0 : !seen.equals(answer.version()));
  }

  /** The versions that the state's row may have; empty if nobody knows. */
  private Set<Version> versions(State state) {
    return state.version.isPresent()
        ? Set.of(state.version.get())
        : seenVersions(state.row.orElseThrow());
  }

  private Set<Version> seenVersions(Bytes row) {
    return versions.getOrDefault(row, Set.of());
  }

  /** How the write ends, if its functions can be applied. */
  private Outcome outcome(State state, Written written) {
    if (state.row.isEmpty()) {
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
    if (written.ifVersion().isPresent()) {
      Set<Version> possible = versions(state);
      boolean unknown = !repaired && possible.isEmpty();
      if (!unknown && !possible.contains(written.ifVersion().get())) {
        return Outcome.VERSION_MISMATCH;
      }
    }
    if (!meaning.matches(written.guards(), written.key(), state.row.get())) {
      return Outcome.GUARD_FAILED;
    }
    return written.change() instanceof Delete ? Outcome.DELETED : Outcome.OK;
  }

  private static Optional<State> none() {
    return Optional.empty();
  }
}
