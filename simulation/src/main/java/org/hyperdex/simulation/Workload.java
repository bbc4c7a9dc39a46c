package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hyperdex.core.client.Failure;
import org.hyperdex.core.client.GroupMachine;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.History.Counted;
import org.hyperdex.simulation.check.History.Searched;
import org.hyperdex.simulation.check.Observation;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Seen;
import org.hyperdex.simulation.check.Observation.Written;

/**
 * What one strand of a client does, one operation after the other, on objects that all strands
 * share. It expects nothing: what it learns goes into the history, which is judged as a whole.
 */
final class Workload {
  private static final int ROWS_WANTED = 3;
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
  private final History history;
  private final Totals totals;
  private final Coverage coverage;
  private final int keys;
  private final Work work;
  private final Patience patience;
  private final Questions questions;
  private int left;
  private boolean finished;

  /**
   * Prepares a strand.
   *
   * @param scenario says how many operations on how many objects
   * @param history what it learns of the objects of {@code space}, and all others learn
   */
  Workload(
      SimulatedClient client, String space, Scenario scenario, History history, Totals totals) {
    this.client = client;
    this.space = space;
    this.left = scenario.operations();
    this.keys = scenario.keys();
    this.work = scenario.work();
    this.loop = client.loop();
    this.history = history;
    this.totals = totals;
    this.coverage = client.coverage();
    this.patience = new Patience(scenario, loop);
    this.questions = new Questions(keys, loop.random());
  }

  /** Begins; each operation begins the next one when it ends. */
  void start() {
    next();
  }

  boolean finished() {
    return finished;
  }

  private void done() {
    long longestNanos = work == Work.READING ? MAX_READERS_PAUSE_NANOS : MAX_PAUSE_NANOS;
    client.after(loop.random().nextLong(longestNanos), this::next);
  }

  private void gaveUp(SimulatedCall.GivenUp how, Patience.Deadline deadline) {
    deadline.gaveUp(how);
    if (how.reason() == Failure.SPACE_REMOVED && !client.knows(space)) {
      finished = true;
    } else if (how.reason() == Failure.READ_ONLY) {
      client.after(loop.random().nextLong(READ_ONLY_PAUSE_NANOS), this::next);
    } else {
      done();
    }
  }

  private void answered(Patience.Deadline deadline) {
    deadline.answered();
    totals.answered++;
    done();
  }

  private void next() {
    if (left == 0 || !client.knows(space)) {
      finished = true;
      return;
    }
    left--;
    totals.begun++;
    totals.marks++;
    Bytes key = People.key(loop.random().nextInt(keys));
    switch (work) {
      case MIXED -> mixed(key, loop.random().nextInt(16));
      case SEARCHING -> searching(key, loop.random().nextInt(16));
      case CHURN -> churn(key, loop.random().nextInt(16));
      case COUNTING -> counting(key, loop.random().nextInt(16));
      case QUERYING -> querying(key, loop.random().nextInt(16));
      case GROUPING -> grouping(key, loop.random().nextInt(16));
      case OBJECTS -> mixed(key, loop.random().nextInt(13));
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
      case 9 -> replaceIfUnchanged(key);
      case 10 ->
          group(People.predicate(random), new Update(People.something(random, totals.marks)));
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
          group(People.predicate(random), new Update(People.everything(random, totals.marks)));
      default ->
          group(People.everywhere(random), new Update(People.something(random, totals.marks)));
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

  private void move(Bytes key) {
    write(
        key,
        Existence.MUST_EXIST,
        Optional.empty(),
        List.of(),
        new Update(People.something(loop.random(), totals.marks)));
  }

  private void delete(Bytes key) {
    write(key, Existence.MUST_EXIST, Optional.empty(), List.of(), new Delete());
  }

  private void put(Bytes key, Existence existence, List<Check> guards) {
    write(
        key,
        existence,
        Optional.empty(),
        guards,
        new Update(People.everything(loop.random(), totals.marks)));
  }

  private void write(
      Bytes key,
      Existence existence,
      Optional<Version> ifVersion,
      List<Check> guards,
      Change change) {
    OperationId operation = client.nextOperation();
    Write template =
        new Write(0, 0, 0, operation, 0, key, existence, ifVersion, Predicate.all(guards), change);
    long begin = history.next();
    Patience.Deadline deadline = patience.begin();
    client.write(
        space,
        template,
        deadline.nanos(),
        result -> {
          Answer answer = new Answer(result.outcome(), result.version());
          learn(template, begin, history.next(), Optional.of(answer));
          answered(deadline);
        },
        givenUp -> {
          if (givenUp.unknown()) {
            totals.unknown++;
            coverage.reached(Coverage.State.OUTCOME_UNKNOWN);
            learn(template, begin, Observation.NEVER, Optional.empty());
          }
          // Otherwise it had certainly no effect: if its mark is seen, nothing explains that.
          gaveUp(givenUp, deadline);
        });
  }

  private void learn(Write write, long begin, long end, Optional<Answer> answer) {
    history.add(
        new Written(
            write.key(),
            begin,
            end,
            write.operation(),
            write.existence(),
            write.ifVersion(),
            write.guards(),
            write.change(),
            answer));
  }

  private void get(Bytes key) {
    long begin = history.next();
    Patience.Deadline deadline = patience.begin();
    client.get(
        space,
        key,
        deadline.nanos(),
        row -> {
          history.add(new Seen(key, begin, history.next(), row));
          answered(deadline);
        },
        how -> gaveUp(how, deadline));
  }

  private void replaceIfUnchanged(Bytes key) {
    long begin = history.next();
    Patience.Deadline deadline = patience.begin();
    client.get(
        space,
        key,
        deadline.nanos(),
        row -> {
          history.add(new Seen(key, begin, history.next(), row));
          write(
              key,
              row.isPresent() ? Existence.MUST_EXIST : Existence.MUST_NOT_EXIST,
              row.map(StoredRow::version),
              List.of(),
              new Update(People.everything(loop.random(), ++totals.marks)));
        },
        how -> gaveUp(how, deadline));
  }

  private void search(Predicate predicate) {
    long begin = history.next();
    Patience.Deadline deadline = patience.begin();
    client.search(
        space,
        predicate,
        deadline.nanos(),
        rows -> {
          history.add(new Searched(begin, history.next(), predicate, rows));
          answered(deadline);
        },
        how -> gaveUp(how, deadline));
  }

  /** By the key, or by what changes when objects move. */
  private void orderedSearch(Predicate predicate) {
    SplittableRandom random = loop.random();
    Ordering by = new Ordering(random.nextInt(2), random.nextBoolean());
    Listing listing =
        new Listing(
            Columns.ALL, Optional.of(new Listing.Ordered(by, Optional.empty(), ROWS_WANTED)));
    long begin = history.next();
    Patience.Deadline deadline = patience.begin();
    List<FoundRow> found = new ArrayList<>();
    client.search(
        space,
        new SimulatedSearch.Request(
            predicate,
            listing,
            deadline.nanos(),
            found::add,
            inOneStep -> {
              coverage.reached(Coverage.State.SEARCH_IN_ORDER);
              if (inOneStep || by.attribute() == 0) {
                history.add(new Searched(begin, history.next(), predicate, found));
              } else {
                long end = history.next();
                found.forEach(
                    row -> history.add(new Seen(row.key(), begin, end, Optional.of(row.row()))));
              }
              answered(deadline);
            },
            how -> gaveUp(how, deadline)));
  }

  private void group(Predicate predicate, Change change) {
    Patience.Deadline deadline = patience.beginGroup();
    new SimulatedGroup(
            client,
            space,
            predicate,
            change,
            deadline.nanos(),
            history,
            new SimulatedGroup.End() {
              @Override
              public void done(GroupMachine machine) {
                if (machine.matched() > 0) {
                  coverage.reached(Coverage.State.GROUP_CHANGES);
                }
                answered(deadline);
              }

              @Override
              public void gaveUp(SimulatedCall.GivenUp how, GroupMachine machine) {
                totals.unknown += machine.unknown();
                if (machine.changed() > 0) {
                  coverage.reached(Coverage.State.GROUP_STOPS);
                }
                Workload.this.gaveUp(how, deadline);
              }
            })
        .start();
  }

  private void count(Predicate predicate) {
    long begin = history.next();
    Patience.Deadline deadline = patience.begin();
    client.count(
        space,
        predicate,
        deadline.nanos(),
        count -> {
          history.add(new Counted(begin, history.next(), predicate, count));
          answered(deadline);
        },
        how -> gaveUp(how, deadline));
  }
}
