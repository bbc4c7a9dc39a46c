package org.hyperdex.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.hyperdex.core.client.Failure;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.simulation.check.History;

/**
 * What one strand of a client does, one operation after the other, on objects that all strands
 * share.
 */
final class Workload implements Operations.End {
  private static final long MAX_PAUSE_NANOS = 2_000_000;
  private static final long MAX_READERS_PAUSE_NANOS = 30_000_000;

  /** Who hears that nobody may write does not ask the next moment whether that is still so. */
  private static final long READ_ONLY_PAUSE_NANOS = 100_000_000;

  /** Counts what became of operations, over all strands. */
  static final class Totals {
    long begun;
    long answered;
    long unknown;
    long marks;
  }

  private final SimulatedClient client;
  private final String space;
  private final EventLoop loop;
  private final Totals totals;
  private final Population population;
  private final int keys;
  private final Work work;
  private final Operations operations;
  private final Questions questions;
  private int left;
  private boolean finished;

  /**
   * Prepares a strand.
   *
   * @param population what the objects are like
   * @param scenario says how many operations on how many objects
   * @param history what it learns of the objects of {@code space}, and all others learn
   */
  Workload(
      SimulatedClient client,
      String space,
      Population population,
      Scenario scenario,
      History history,
      Totals totals) {
    this.client = client;
    this.space = space;
    this.left = scenario.operations();
    this.keys = scenario.keys();
    this.work = scenario.work();
    this.loop = client.loop();
    this.totals = totals;
    Patience patience = new Patience(scenario, loop);
    this.operations = new Operations(client, space, patience, history, totals, this);
    this.population = population;
    this.questions = new Questions(population, keys, loop.random());
  }

  /** Begins; each operation begins the next one when it ends. */
  void start() {
    next();
  }

  boolean finished() {
    return finished;
  }

  @Override
  public void answered() {
    long longestNanos = work == Work.READING ? MAX_READERS_PAUSE_NANOS : MAX_PAUSE_NANOS;
    client.after(loop.random().nextLong(longestNanos), this::next);
  }

  @Override
  public void gaveUp(SimulatedCall.GivenUp how) {
    if (how.reason() == Failure.SPACE_REMOVED && !client.knows(space)) {
      finished = true;
    } else if (how.reason() == Failure.READ_ONLY) {
      client.after(loop.random().nextLong(READ_ONLY_PAUSE_NANOS), this::next);
    } else {
      answered();
    }
  }

  private void next() {
    if (left == 0 || !client.knows(space)) {
      finished = true;
      return;
    }
    left--;
    totals.begun++;
    totals.marks++;
    Bytes key = population.key(loop.random().nextInt(keys));
    switch (work) {
      case MIXED -> mixed(key, loop.random().nextInt(16));
      case SEARCHING -> searching(key, loop.random().nextInt(16));
      case CHURN -> churn(key, loop.random().nextInt(16));
      case COUNTING -> counting(key, loop.random().nextInt(16));
      case QUERYING -> querying(key, loop.random().nextInt(16));
      case GROUPING -> grouping(key, loop.random().nextInt(16));
      case OBJECTS -> mixed(key, loop.random().nextInt(13));
      case TYPES -> varied(key, loop.random().nextInt(20));
      case READING -> mixed(key, loop.random().nextBoolean() ? 11 : loop.random().nextInt(16));
    }
  }

  private void mixed(Bytes key, int which) {
    SplittableRandom random = loop.random();
    switch (which) {
      case 0, 1, 2, 3 -> put(key, Existence.ANY, List.of());
      case 4 -> put(key, Existence.MUST_NOT_EXIST, List.of());
      case 5 -> put(key, Existence.MUST_EXIST, List.of(People.guard(random)));
      case 6, 7 -> move(key);
      case 8 -> delete(key);
      case 9 ->
          replaceIfUnchanged(
              key, Columns.ALL, () -> new Update(population.everything(random, totals.marks)));
      case 10 ->
          group(People.predicate(random), new Update(population.something(random, totals.marks)));
      case 11, 12 -> get(key);
      case 13 -> search(question(random));
      case 14 -> orderedSearch(question(random));
      default -> count(question(random));
    }
  }

  /** Half of the time one of every kind. */
  private Predicate question(SplittableRandom random) {
    return random.nextBoolean() ? People.predicate(random) : questions.any();
  }

  private void querying(Bytes key, int which) {
    switch (which) {
      case 0, 1, 2 -> put(key, Existence.ANY, List.of());
      case 3, 4 -> move(key);
      case 5 -> delete(key);
      case 6 -> get(key);
      case 7, 8, 9, 10 -> search(questions.any());
      case 11, 12 -> orderedSearch(questions.any());
      default -> count(questions.any());
    }
  }

  /** All that there is, by predicates of every kind. */
  private void varied(Bytes key, int which) {
    SplittableRandom random = loop.random();
    switch (which) {
      case 0, 1 ->
          change(key, Existence.ANY, Predicate.TRUE, population.everything(random, totals.marks));
      case 2, 3, 4, 5 ->
          change(key, Existence.ANY, Predicate.TRUE, population.something(random, totals.marks));
      case 6 ->
          change(
              key,
              Existence.MUST_EXIST,
              questions.any(),
              population.something(random, totals.marks));
      case 7 ->
          change(key, Existence.ANY, questions.any(), population.everything(random, totals.marks));
      case 8 ->
          replaceIfUnchanged(
              key,
              population.columns(random),
              () -> new Update(population.something(random, totals.marks)));
      case 9 -> {
        Predicate guards = random.nextBoolean() ? Predicate.TRUE : questions.any();
        operations.write(key, Existence.MUST_EXIST, Optional.empty(), guards, new Delete());
      }
      case 10 -> group(questions.any(), new Update(population.something(random, totals.marks)));
      case 11 ->
          group(
              questions.any(),
              random.nextBoolean()
                  ? new Delete()
                  : new Update(population.everything(random, totals.marks)));
      case 12 -> get(key);
      case 13, 14 -> operations.get(key, population.columns(random));
      case 15, 16, 17 -> operations.search(questions.any(), population.columns(random));
      case 18 -> {
        Ordering by = population.ordering(random);
        Columns columns = population.columns(random);
        operations.search(
            questions.any(), by.attribute() == 0 ? columns : columns.with(by.attribute()), by);
      }
      default -> count(questions.any());
    }
  }

  private void searching(Bytes key, int which) {
    SplittableRandom random = loop.random();
    switch (which) {
      case 0, 1, 2, 3 -> put(key, Existence.ANY, List.of());
      case 4, 5, 6 -> move(key);
      case 7 -> get(key);
      case 8, 9, 10 -> search(People.everywhere(random));
      case 11, 12 -> orderedSearch(People.everywhere(random));
      case 13 -> search(People.predicate(random));
      default -> count(People.everywhere(random));
    }
  }

  private void grouping(Bytes key, int which) {
    SplittableRandom random = loop.random();
    switch (which) {
      case 0, 1, 2, 3, 4, 5 -> put(key, Existence.ANY, List.of());
      case 6, 7 -> move(key);
      case 8 -> get(key);
      case 9 -> orderedSearch(People.everywhere(random));
      case 10 -> group(People.predicate(random), new Delete());
      case 11, 12 ->
          group(People.predicate(random), new Update(population.everything(random, totals.marks)));
      default ->
          group(People.everywhere(random), new Update(population.something(random, totals.marks)));
    }
  }

  private void churn(Bytes key, int which) {
    switch (which) {
      case 0, 1, 2, 3, 4 -> put(key, Existence.ANY, List.of());
      case 5, 6, 7, 8, 9 -> delete(key);
      case 10, 11 -> move(key);
      case 12, 13 -> get(key);
      default -> search(People.everywhere(loop.random()));
    }
  }

  private void counting(Bytes key, int which) {
    switch (which) {
      case 0, 1, 2, 3 -> put(key, Existence.ANY, List.of());
      case 4, 5, 6, 7 -> delete(key);
      case 8 -> move(key);
      default -> count(People.everywhere(loop.random()));
    }
  }

  private void change(
      Bytes key, Existence existence, Predicate guards, List<FunctionCall> functions) {
    operations.write(key, existence, Optional.empty(), guards, new Update(functions));
  }

  private void move(Bytes key) {
    Change change = new Update(population.something(loop.random(), totals.marks));
    operations.write(key, Existence.MUST_EXIST, Optional.empty(), Predicate.TRUE, change);
  }

  private void delete(Bytes key) {
    operations.write(key, Existence.MUST_EXIST, Optional.empty(), Predicate.TRUE, new Delete());
  }

  private void put(Bytes key, Existence existence, List<Check> guards) {
    Change change = new Update(population.everything(loop.random(), totals.marks));
    operations.write(key, existence, Optional.empty(), Predicate.all(guards), change);
  }

  private void replaceIfUnchanged(Bytes key, Columns columns, Supplier<Change> change) {
    operations.getAndGoOn(
        key,
        columns,
        row -> {
          totals.marks++;
          operations.write(
              key,
              row.isPresent() ? Existence.MUST_EXIST : Existence.MUST_NOT_EXIST,
              row.map(StoredRow::version),
              Predicate.TRUE,
              change.get());
        });
  }

  private void orderedSearch(Predicate predicate) {
    operations.search(predicate, Columns.ALL, population.ordering(loop.random()));
  }

  private void get(Bytes key) {
    operations.get(key, Columns.ALL);
  }

  private void search(Predicate predicate) {
    operations.search(predicate, Columns.ALL);
  }

  private void group(Predicate predicate, Change change) {
    operations.group(predicate, change);
  }

  private void count(Predicate predicate) {
    operations.count(predicate);
  }
}
