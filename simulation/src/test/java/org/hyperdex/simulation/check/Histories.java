package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.simulation.check.History.Counted;
import org.hyperdex.simulation.check.History.Searched;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Seen;
import org.hyperdex.simulation.check.Observation.SeenPart;
import org.hyperdex.simulation.check.Observation.Written;

/** Writes histories of objects with one column, a number, in a few words. */
final class Histories {
  static final Bytes KEY = Bytes.utf8("k");
  static final Schema SCHEMA =
      new Schema(
          List.of(new Attribute("k", AttributeType.STRING), new Attribute("n", AttributeType.INT)));

  private final History history;
  private long operations;

  Histories(boolean repaired) {
    history = new History(repaired);
  }

  static Bytes number(long value) {
    return ValueCodec.encode(AttributeType.INT, new Value.Int(value));
  }

  static Bytes row(long value) {
    return Row.of(List.of(number(value)));
  }

  static Version version(long counter) {
    return new Version(1, counter);
  }

  static Predicate atLeast(long value) {
    return Predicate.all(List.of(new Check(1, Operator.GREATER_EQUAL, number(value))));
  }

  /** A put that was answered; the outcome as given. */
  Histories put(long begin, long end, long value, Outcome outcome, long version) {
    return written(begin, end, Existence.ANY, set(value), outcome, version);
  }

  Histories lostPut(long begin, long value) {
    operations++;
    history.add(
        new Written(
            KEY,
            begin,
            Observation.NEVER,
            new OperationId(1, operations),
            Existence.ANY,
            Optional.empty(),
            Predicate.TRUE,
            set(value),
            Optional.empty()));
    return this;
  }

  Histories putIfVersion(
      long begin, long end, long ifVersion, long value, Outcome outcome, long version) {
    operations++;
    history.add(
        new Written(
            KEY,
            begin,
            end,
            new OperationId(1, operations),
            Existence.MUST_EXIST,
            Optional.of(version(ifVersion)),
            Predicate.TRUE,
            set(value),
            Optional.of(new Answer(outcome, version(version)))));
    return this;
  }

  Histories delete(long begin, long end, Outcome outcome, long version) {
    return written(begin, end, Existence.MUST_EXIST, new Delete(), outcome, version);
  }

  private Histories written(
      long begin, long end, Existence existence, Change change, Outcome outcome, long version) {
    operations++;
    history.add(
        new Written(
            KEY,
            begin,
            end,
            new OperationId(1, operations),
            existence,
            Optional.empty(),
            Predicate.TRUE,
            change,
            Optional.of(new Answer(outcome, version(version)))));
    return this;
  }

  static Update set(long value) {
    return new Update(List.of(new FunctionCall(1, Function.SET, number(value))));
  }

  Histories get(long begin, long end, long value, long version) {
    history.add(
        new Seen(KEY, begin, end, Optional.of(new StoredRow(version(version), row(value)))));
    return this;
  }

  /** A read of the number alone. */
  Histories getPart(long begin, long end, long value, long version) {
    StoredRow part = new StoredRow(version(version), row(value));
    history.add(new SeenPart(KEY, begin, end, List.of(1), Optional.of(part)));
    return this;
  }

  /** A read of no attribute. */
  Histories getVersion(long begin, long end, long version) {
    StoredRow part = new StoredRow(version(version), Row.of(List.of()));
    history.add(new SeenPart(KEY, begin, end, List.of(), Optional.of(part)));
    return this;
  }

  /** Adds to the number. */
  Histories add(long begin, long end, long addend, Outcome outcome, long version) {
    Update change = new Update(List.of(new FunctionCall(1, Function.ATOMIC_ADD, number(addend))));
    return written(begin, end, Existence.ANY, change, outcome, version);
  }

  Histories getNothing(long begin, long end) {
    history.add(new Seen(KEY, begin, end, Optional.empty()));
    return this;
  }

  /** A search for numbers of at least {@code least} that delivers (value, version) pairs. */
  Histories search(long begin, long end, long least, long... valuesAndVersions) {
    List<FoundRow> rows = new ArrayList<>();
    for (int i = 0; i < valuesAndVersions.length; i += 2) {
      rows.add(
          new FoundRow(
              KEY, new StoredRow(version(valuesAndVersions[i + 1]), row(valuesAndVersions[i]))));
    }
    history.add(new Searched(begin, end, atLeast(least), rows));
    return this;
  }

  Histories count(long begin, long end, long least, long count) {
    history.add(new Counted(begin, end, atLeast(least), count));
    return this;
  }

  /** The names of the checks that find something, each once. */
  List<String> findings() {
    return Judgement.of(history, SCHEMA).stream().map(Finding::check).distinct().toList();
  }
}
