package org.hyperdex.simulation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.FunctionCall;
import org.hyperdex.core.protocol.FunctionCall.Function;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;

/**
 * What one client does, one operation after the other, and what it must see.
 *
 * <p>Some keys are this client's own: a model says what every operation on them must answer. The
 * counter is everybody's: each client adds to it by compare-and-set on its version, and knows how
 * often it succeeded.
 */
final class Workload {
  /** The space all workloads use: two dimensions beside the key, so that changes move objects. */
  static final String DESCRIPTION =
      """
      space people
      key name
      attributes int owner, int age, city
      subspace owner, age
      subspace city
      create 4 partitions
      tolerate 1 failures
      """;

  static final String SPACE = "people";
  static final int OWNER = 1;
  static final int AGE = 2;
  static final int CITY = 3;
  private static final long NOBODY = 0;
  private static final int OWN_KEYS = 6;
  private static final int CITIES = 3;
  private static final int AGES = 4;
  private static final Bytes COUNTER = Bytes.utf8("counter");

  /** An own object as it must be. */
  private record Person(long age, String city) {}

  private final SimulatedClient client;
  private final EventLoop loop;
  private final Map<Bytes, Person> model = new TreeMap<>();
  private int left;
  private long increments;
  private long operations;

  Workload(SimulatedClient client, int operations, EventLoop loop) {
    this.client = client;
    this.left = operations;
    this.loop = loop;
  }

  /** Begins; each operation begins the next one when it ends. */
  void start() {
    next();
  }

  boolean finished() {
    return left == 0;
  }

  long operations() {
    return operations;
  }

  long increments() {
    return increments;
  }

  static Bytes counter() {
    return COUNTER;
  }

  private void next() {
    if (left == 0) {
      return;
    }
    left--;
    operations++;
    Bytes key = Bytes.utf8("c" + client.id() + "k" + loop.random().nextInt(OWN_KEYS));
    switch (loop.random().nextInt(8)) {
      case 0, 1, 2 -> put(key);
      case 3 -> get(key);
      case 4 -> delete(key);
      case 5 -> putIfMissing(key);
      case 6 -> searchOwn();
      default -> increment();
    }
  }

  private Person someone() {
    return new Person(loop.random().nextInt(AGES), "city" + loop.random().nextInt(CITIES));
  }

  private Update update(Person person) {
    return update(client.id(), person);
  }

  private static Update update(long owner, Person person) {
    return new Update(
        List.of(
            set(OWNER, new Value.Int(owner)),
            set(AGE, new Value.Int(person.age())),
            set(CITY, Value.Text.of(person.city()))));
  }

  private static FunctionCall set(int attribute, Value value) {
    return new FunctionCall(attribute, Function.SET, encoded(value));
  }

  private static Bytes encoded(Value value) {
    AttributeType type = value instanceof Value.Int ? AttributeType.INT : AttributeType.STRING;
    return ValueCodec.encode(type, value);
  }

  private void put(Bytes key) {
    Person person = someone();
    Outcome expected = model.containsKey(key) ? Outcome.OK : Outcome.CREATED;
    client.write(
        SPACE,
        key,
        Existence.ANY,
        Optional.empty(),
        List.of(),
        update(person),
        result -> {
          expect("put", key, expected, result);
          model.put(key, person);
          next();
        });
  }

  private void putIfMissing(Bytes key) {
    Person person = someone();
    boolean there = model.containsKey(key);
    client.write(
        SPACE,
        key,
        Existence.MUST_NOT_EXIST,
        Optional.empty(),
        List.of(),
        update(person),
        result -> {
          expect("put if missing", key, there ? Outcome.EXISTS : Outcome.CREATED, result);
          model.putIfAbsent(key, person);
          next();
        });
  }

  private void delete(Bytes key) {
    Outcome expected = model.containsKey(key) ? Outcome.DELETED : Outcome.NOT_FOUND;
    client.write(
        SPACE,
        key,
        Existence.MUST_EXIST,
        Optional.empty(),
        List.of(),
        new Delete(),
        result -> {
          expect("delete", key, expected, result);
          model.remove(key);
          next();
        });
  }

  private void get(Bytes key) {
    client.get(
        SPACE,
        key,
        row -> {
          Person seen = row.map(Workload::person).orElse(null);
          Person expected = model.get(key);
          if (!Objects.equals(seen, expected)) {
            throw new Violation(
                "get of %s shows %s instead of %s".formatted(key.toUtf8(), seen, expected));
          }
          next();
        });
  }

  private void searchOwn() {
    boolean byCity = loop.random().nextBoolean();
    Person like = someone();
    Check mine = new Check(OWNER, Operator.EQUAL, encoded(new Value.Int(client.id())));
    Check other =
        byCity
            ? new Check(CITY, Operator.EQUAL, encoded(Value.Text.of(like.city())))
            : new Check(AGE, Operator.GREATER_EQUAL, encoded(new Value.Int(like.age())));
    Map<Bytes, Person> expected = new TreeMap<>(model);
    expected.values().removeIf(p -> byCity ? !p.city().equals(like.city()) : p.age() < like.age());
    client.search(
        SPACE,
        new Predicate(List.of(mine, other)),
        rows -> {
          Map<Bytes, Person> seen = new TreeMap<>();
          rows.forEach((key, row) -> seen.put(key, person(row)));
          if (!seen.equals(expected)) {
            throw new Violation(
                "a search of client %d shows %s instead of %s"
                    .formatted(client.id(), seen, expected));
          }
          next();
        });
  }

  /** Adds one to the counter: reads it, and writes it back if nobody else has. */
  private void increment() {
    client.get(
        SPACE,
        COUNTER,
        row -> {
          long count = row.map(found -> person(found).age()).orElse(0L);
          client.write(
              SPACE,
              COUNTER,
              row.isPresent() ? Existence.MUST_EXIST : Existence.MUST_NOT_EXIST,
              row.map(StoredRow::version),
              List.of(),
              update(NOBODY, new Person(count + 1, "city" + count % CITIES)),
              result -> {
                if (result.outcome().success()) {
                  increments++;
                }
                next();
              });
        });
  }

  static long age(StoredRow row) {
    return person(row).age();
  }

  private static Person person(StoredRow row) {
    Value age = ValueCodec.decode(AttributeType.INT, Row.column(row.row(), AGE - 1));
    Value city = ValueCodec.decode(AttributeType.STRING, Row.column(row.row(), CITY - 1));
    return new Person(((Value.Int) age).value(), ((Value.Text) city).bytes().toUtf8());
  }

  private void expect(String operation, Bytes key, Outcome expected, WriteResult result) {
    if (result.outcome() != expected) {
      throw new Violation(
          "%s of %s ends %s instead of %s"
              .formatted(operation, key.toUtf8(), result.outcome(), expected));
    }
  }
}
