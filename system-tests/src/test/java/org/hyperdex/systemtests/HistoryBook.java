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
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Delete;
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
 * checks that the simulation uses. A change sets all attributes and a phone number of its own, so
 * that a row tells by which change it was left, or removes the entry. Thread-safe.
 */
final class HistoryBook {
  private static final int COLUMNS = 3;
  private static final int FIRST = 1;
  private static final int LAST = 2;
  private static final int PHONE = 3;
  private static final Schema SCHEMA = SpaceParser.parse(SteadyWriter.SPACE).schema();

  private final History history = new History();
  private final Map<Bytes, Acknowledged> acknowledged = new TreeMap<>();
  private final Map<Bytes, Set<Version>> versionsOfRows = new HashMap<>();
  private long changes;

  /** An operation begins, or ends, now; all processes of a machine have the same clock. */
  static long now() {
    return System.nanoTime();
  }

  /** What a change leaves of an object. */
  record Entry(String first, String last, long phone) {}

  /**
   * A change of an object, as it was asked for.
   *
   * @param entry empty if it removes the object
   * @param ifPhone what the object must be like before; empty if that does not matter
   */
  record Change(String key, Optional<Entry> entry, Optional<Long> ifPhone) {}

  /** The newest change of an object whose writer was told so. */
  record Acknowledged(Version version, boolean removed) {}

  /** A change was answered. */
  synchronized void changed(long begin, Change change, WriteResult result) {
    Bytes key = text(change.key());
    add(begin, change, Optional.of(new Answer(result.outcome(), result.version())));
    if (result.outcome().success()) {
      acknowledged.merge(
          key,
          new Acknowledged(result.version(), change.entry().isEmpty()),
          (a, b) -> a.version().compareTo(b.version()) > 0 ? a : b);
      change.entry().ifPresent(entry -> seen(key, row(entry), result.version()));
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
            change.ifPhone().isPresent() || change.entry().isEmpty()
                ? Existence.MUST_EXIST
                : Existence.ANY,
            Optional.empty(),
            change
                .ifPhone()
                .map(phone -> Predicate.all(new Check(PHONE, Operator.EQUAL, number(phone))))
                .orElse(Predicate.TRUE),
            change.entry().map(HistoryBook::setAll).orElseGet(Delete::new),
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
    history.add(new History.Searched(begin, now(), isLast(last), rows));
  }

  /** A count of all whose last name is {@code last} was answered. */
  synchronized void counted(long begin, String last, long count) {
    history.add(new History.Counted(begin, now(), isLast(last), count));
  }

  private static Predicate isLast(String last) {
    return Predicate.all(List.of(new Check(LAST, Operator.EQUAL, text(last))));
  }

  private void seen(Bytes key, Bytes row, Version version) {
    Bytes id = Row.of(List.of(key, row));
    versionsOfRows.computeIfAbsent(id, _ -> new HashSet<>()).add(version);
  }

  /** The newest change of {@code key} whose writer was told so; none if there is none. */
  synchronized Optional<Acknowledged> acknowledged(String key) {
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

  private static Bytes row(Entry entry) {
    return Row.of(List.of(text(entry.first()), text(entry.last()), number(entry.phone())));
  }

  private static ClientRequest.Change setAll(Entry entry) {
    return new Update(
        List.of(
            set(FIRST, text(entry.first())),
            set(LAST, text(entry.last())),
            set(PHONE, number(entry.phone()))));
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
