package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hyperdex.core.client.GroupMachine;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.History.Counted;
import org.hyperdex.simulation.check.History.Searched;
import org.hyperdex.simulation.check.Observation;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Written;

/**
 * What a strand of a client can do with the objects of a space. It expects nothing: what it learns
 * goes into the history, which is judged as a whole.
 */
final class Operations {
  private static final int ROWS_WANTED = 3;

  /** Told how each operation ends. */
  interface End {
    void answered();

    void gaveUp(SimulatedCall.GivenUp how);
  }

  private final SimulatedClient client;
  private final String space;
  private final History history;
  private final Workload.Totals totals;
  private final Coverage coverage;
  private final Patience patience;
  private final End end;

  /**
   * Prepares the operations of a strand.
   *
   * @param history what it learns of the objects of {@code space}, and all others learn
   */
  Operations(
      SimulatedClient client,
      String space,
      Patience patience,
      History history,
      Workload.Totals totals,
      End end) {
    this.client = client;
    this.space = space;
    this.patience = patience;
    this.history = history;
    this.totals = totals;
    this.coverage = client.coverage();
    this.end = end;
  }

  private void answered(Patience.Deadline deadline) {
    deadline.answered();
    totals.answered++;
    end.answered();
  }

  private void gaveUp(SimulatedCall.GivenUp how, Patience.Deadline deadline) {
    deadline.gaveUp(how);
    end.gaveUp(how);
  }

  void write(
      Bytes key,
      Existence existence,
      Optional<Version> ifVersion,
      Predicate guards,
      Change change) {
    OperationId operation = client.nextOperation();
    Write template = new Write(0, 0, 0, operation, 0, key, existence, ifVersion, guards, change);
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

  private void learn(Write write, long begin, long ended, Optional<Answer> answer) {
    history.add(
        new Written(
            write.key(),
            begin,
            ended,
            write.operation(),
            write.existence(),
            write.ifVersion(),
            write.guards(),
            write.change(),
            answer));
  }

  void get(Bytes key, Columns columns) {
    get(key, columns, (deadline, _) -> answered(deadline));
  }

  /** Reads what is wanted of the object, and lets {@code then} go on. */
  void getAndGoOn(Bytes key, Columns columns, Consumer<Optional<StoredRow>> then) {
    get(key, columns, (_, row) -> then.accept(row));
  }

  private void get(
      Bytes key, Columns columns, BiConsumer<Patience.Deadline, Optional<StoredRow>> then) {
    long begin = history.next();
    Patience.Deadline deadline = patience.begin();
    client.get(
        space,
        key,
        columns,
        deadline.nanos(),
        row -> {
          history.add(Observation.read(key, begin, history.next(), columns, row));
          then.accept(deadline, row);
        },
        how -> gaveUp(how, deadline));
  }

  void search(Predicate predicate, Columns columns) {
    Listing listing = new Listing(columns, Optional.empty());
    search(
        predicate,
        listing,
        (begin, _, found) -> {
          history.add(
              new Searched(begin, history.next(), predicate, columns, Optional.empty(), found));
        });
  }

  /** Searches in the order {@code by}, whose attribute must be one of {@code columns}. */
  void search(Predicate predicate, Columns columns, Ordering by) {
    Listing listing =
        new Listing(columns, Optional.of(new Listing.Ordered(by, Optional.empty(), ROWS_WANTED)));
    search(
        predicate,
        listing,
        (begin, inOneStep, found) -> {
          coverage.reached(Coverage.State.SEARCH_IN_ORDER);
          long ended = history.next();
          if (inOneStep || by.attribute() == 0) {
            history.add(new Searched(begin, ended, predicate, columns, Optional.of(by), found));
          } else {
            found.forEach(row ->
                history.add(
                    Observation.read(row.key(), begin, ended, columns, Optional.of(row.row()))));
          }
        });
  }

  /** Told what a search that began then has found, and whether it was all read in one step. */
  private interface Found {
    void all(long begin, boolean inOneStep, List<FoundRow> rows);
  }

  private void search(Predicate predicate, Listing listing, Found then) {
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
              then.all(begin, inOneStep, found);
              answered(deadline);
            },
            how -> gaveUp(how, deadline)));
  }

  void group(Predicate predicate, Change change) {
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
                Operations.this.gaveUp(how, deadline);
              }
            })
        .start();
  }

  void count(Predicate predicate) {
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
