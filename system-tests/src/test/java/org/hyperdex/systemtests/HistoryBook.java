package org.hyperdex.systemtests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.core.schema.SpaceParser;
import org.hyperdex.simulation.check.Finding;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.Judgement;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Seen;
import org.hyperdex.simulation.check.Observation.Written;

/**
 * Writes down what an application asks and learns of phonebook entries, and has it judged by the
 * checks that the simulation uses. Every change sets all attributes and a phone number of its own,
 * so that a row tells by which change it was left. Thread-safe.
 */
final class HistoryBook {
  private static final int COLUMNS = 3;
  private static final int FIRST = 1;
  private static final int LAST = 2;
  private static final int PHONE = 3;
  private static final Schema SCHEMA = SpaceParser.parse(SteadyWriter.SPACE).schema();

  private final History history = new History();
  private final Map<Bytes, Version> acknowledged = new TreeMap<>();
  private final Map<Bytes, Set<Version>> versionsOfRows = new HashMap<>();
  private long changes;

  /** An operation begins, or ends, now; all processes of a machine have the same clock. */
  static long now() {
    return System.nanoTime();
  }

  /** A change of an object, as it was asked for. */
  record Change(String key, String first, String last, long phone, Optional<Long> ifPhone) {}

  /** A change was answered. */
  synchronized void changed(long begin, Change change, WriteResult result) {
    Bytes key = text(change.key());
    add(begin, change, Optional.of(new Answer(result.outcome(), result.version())));
    if (result.outcome().success()) {
      acknowledged.merge(key, result.version(), (a, b) -> a.compareTo(b) > 0 ? a : b);
      seen(key, row(change), result.version());
    }
  }

  /** A change failed: whether it takes effect is not known. */
  synchronized void doubtful(long begin, Change change) {
    add(begin, change, Optional.empty());
  }

  private void add(long begin, Change change, Optional<Answer> answer) {
    changes++;
    history.add(
        new Written(
            text(change.key()),
            begin,
            answer.isPresent() ? now() : Long.MAX_VALUE,
            new OperationId(1, changes),
            change.ifPhone().isPresent() ? Existence.MUST_EXIST : Existence.ANY,
            Optional.empty(),
            change
                .ifPhone()
                .map(phone -> Predicate.all(new Check(PHONE, Operator.EQUAL, number(phone))))
                .orElse(Predicate.TRUE),
            new Update(
                List.of(
                    set(FIRST, text(change.first())),
                    set(LAST, text(change.last())),
                    set(PHONE, number(change.phone())))),
            answer));
  }

  /** A read was answered. */
  synchronized void read(long begin, String key, Optional<StoredObject> object) {
    answered(begin, text(key), object.map(HistoryBook::stored));
  }

  /** A get that was sent to a server past the client was answered. */
  void answered(long begin, Bytes key, Optional<StoredRow> row) {
    answered(begin, now(), key, row);
  }

  /** The same, when it is told of later. */
  synchronized void answered(long begin, long end, Bytes key, Optional<StoredRow> row) {
    row.ifPresent(found -> seen(key, found.row(), found.version()));
    history.add(new Seen(key, begin, end, row));
  }

  /** A search for all whose last name is {@code last} was answered. */
  synchronized void searched(long begin, String last, List<StoredObject> objects) {
    List<FoundRow> rows = new ArrayList<>();
    for (StoredObject object : objects) {
      StoredRow row = stored(object);
      rows.add(new FoundRow(object.encodedKey(), row));
      seen(object.encodedKey(), row.row(), row.version());
    }
    history.add(
        new History.Searched(
            begin,
            now(),
            Predicate.all(List.of(new Check(LAST, Operator.EQUAL, text(last)))),
            rows));
  }

  private void seen(Bytes key, Bytes row, Version version) {
    Bytes id = Row.of(List.of(key, row));
    versionsOfRows.computeIfAbsent(id, _ -> new HashSet<>()).add(version);
  }

  /** The newest version of {@code key} whose writer was told so; none if there is none. */
  synchronized Optional<Version> acknowledged(String key) {
    return Optional.ofNullable(acknowledged.get(text(key)));
  }

  /** Changes that took effect more than once: they left one row at several versions. */
  synchronized long doubled() {
    return versionsOfRows.values().stream().filter(versions -> versions.size() > 1).count();
  }

  /** Everything that is wrong with what was written down; empty if nothing is. */
  synchronized List<String> findings() {
    return Judgement.of(history, SCHEMA).stream().map(Finding::toString).toList();
  }

  private static StoredRow stored(StoredObject object) {
    return new StoredRow(
        object.version(),
        Row.of(IntStream.rangeClosed(1, COLUMNS).mapToObj(object::encodedValue).toList()));
  }

  private static Bytes row(Change change) {
    return Row.of(
        Stream.of(text(change.first()), text(change.last()), number(change.phone())).toList());
  }

  private static FunctionCall set(int attribute, Bytes value) {
    return new FunctionCall(attribute, Function.SET, value);
  }

  static Bytes text(String value) {
    return ValueCodec.encode(AttributeType.STRING, Value.Text.of(value));
  }

  private static Bytes number(long value) {
    return ValueCodec.encode(AttributeType.INT, new Value.Int(value));
  }
}
