package org.hyperdex.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.client.GroupMachine;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.History.Grouped;
import org.hyperdex.simulation.check.Observation;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Written;
import org.jspecify.annotations.Nullable;

/**
 * One group operation as the client library carries it out, over the core's own machine: each
 * object is written as soon as the search has found it, a few at a time. Its writes go into the
 * history like all others; what the search has found goes there too.
 */
final class SimulatedGroup {
  private static final int MOST_UNDER_WAY = 2;

  /** How the whole of it ended. */
  interface End {
    void done(GroupMachine machine);

    void gaveUp(SimulatedCall.GivenUp how, GroupMachine machine);
  }

  private final SimulatedClient client;
  private final String space;
  private final Space bound;
  private final Predicate predicate;
  private final Change change;
  private final long deadlineNanos;
  private final History history;
  private final End end;
  private final GroupMachine machine = new GroupMachine(MOST_UNDER_WAY);
  private final Deque<Bytes> found = new ArrayDeque<>();
  private final List<Bytes> begun = new ArrayList<>();
  private final long begin;
  private boolean searched;
  private boolean told;
  private SimulatedCall.@Nullable GivenUp failure;

  SimulatedGroup(
      SimulatedClient client,
      String space,
      Predicate predicate,
      Change change,
      long deadlineNanos,
      History history,
      End end) {
    this.client = client;
    this.space = space;
    bound = client.space(space);
    this.predicate = predicate;
    this.change = change;
    this.deadlineNanos = deadlineNanos;
    this.history = history;
    this.end = end;
    begin = history.next();
  }

  void start() {
    client.search(
        space,
        new SimulatedSearch.Request(
            predicate, Listing.KEYS, deadlineNanos, this::found, _ -> searched(), this::stop));
  }

  private void found(FoundRow row) {
    found.add(row.key());
    goOn();
  }

  private void searched() {
    searched = true;
    goOn();
  }

  private void goOn() {
    while (!found.isEmpty() && machine.hasRoom()) {
      write(found.remove());
    }
    if (searched && found.isEmpty() && machine.state() == GroupMachine.State.RUNNING) {
      history.add(new Grouped(begin, history.next(), predicate, begun));
      machine.searched();
      over();
    }
  }

  private void write(Bytes key) {
    machine.begin();
    begun.add(key);
    Write template =
        new Write(
            0,
            0,
            0,
            client.nextOperation(),
            0,
            key,
            Existence.MUST_EXIST,
            Optional.empty(),
            client.bug().is(PlantedBug.GROUP_NOT_GUARDED) ? Predicate.TRUE : predicate,
            change);
    long writeBegin = history.next();
    client.write(
        bound,
        template,
        deadlineNanos,
        result -> written(template, writeBegin, result),
        how -> {
          if (how.unknown()) {
            learn(template, writeBegin, Observation.NEVER, Optional.empty());
          }
          failure = how;
          machine.failed(how.unknown());
          over();
        });
  }

  private void written(Write template, long writeBegin, WriteResult result) {
    Answer answer = new Answer(result.outcome(), result.version());
    learn(template, writeBegin, history.next(), Optional.of(answer));
    machine.ended(template.key(), result.outcome(), result.attribute());
    goOn();
    over();
  }

  private void learn(Write write, long from, long to, Optional<Answer> answer) {
    history.add(
        new Written(
            write.key(),
            from,
            to,
            write.operation(),
            write.existence(),
            write.ifVersion(),
            predicate,
            write.change(),
            answer));
  }

  private void stop(SimulatedCall.GivenUp how) {
    if (failure == null) {
      failure = how;
    }
    machine.stop();
    over();
  }

  private void over() {
    if (told || !machine.isOver()) {
      return;
    }
    told = true;
    SimulatedCall.GivenUp how = failure;
    if (how == null) {
      end.done(machine);
    } else {
      end.gaveUp(how, machine);
    }
  }
}
